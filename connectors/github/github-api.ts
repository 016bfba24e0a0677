import { z } from 'zod';
import { ForgeTrouble, lightByName, OWN_CHECK, type ChangedFile, type Credentials, type ForgeApi } from '#practices/changes';
import { githubClients, type Fetch } from './github-clients.ts';
import { githubIssues, type Ask } from './github-issues.ts';
import { githubSaid } from './github-said.ts';
import { NotThere } from './not-there.ts';

/** GitHub lists no more (https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files). */
const MOST_PAGES = 30;
const PAGE = 100;
const FORGEJO_PAGE = 50;

const readable = z.object({ permissions: z.object({ push: z.boolean().nullish() }).nullish() });
const pull = z.object({ head: z.object({ sha: z.string() }) });
const listed = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    status: z.string(),
    additions: z.int(),
    deletions: z.int(),
    patch: z.string().optional(),
  }),
);

/**
 * GitHub's REST API, by whoever's way out: as a GitHub App (then also check runs) or with a token. Forgejo and Gitea speak the same for all that is asked here,
 * but for how pages are counted and where a file lies.
 */
export const githubApi = (
  api: string,
  credentials: Credentials,
  fetch: Fetch,
  speaks: 'github' | 'forgejo' = 'github',
): ForgeApi => {
  const isForgejo = speaks === 'forgejo';
  const { clientFor, self } = githubClients(api, credentials, fetch, nameIn);
  const isApp = !('token' in credentials);
  const asked: Asked = { isApp, forge: isForgejo ? 'Forgejo' : 'GitHub' };

  const ask: Ask = async (what, route, more) => {
    try {
      const octokit = await clientFor(/\/repos\/([^/ ]+\/[^/ ]+)/.exec(route)?.[1] ?? '');
      return (await octokit.request(route, { ...more })).data;
    } catch (error) {
      throw troubleOf(error, what, asked);
    }
  };

  return {
    issues: githubIssues(ask, isForgejo, nameIn),
    async self() {
      try {
        return await self();
      } catch (error) {
        throw troubleOf(error, 'as whom it is asked', asked);
      }
    },
    async repository(name) {
      const { permissions } = readable.parse(await ask(name, `GET /repos/${nameIn(name)}`, {}));
      if (!isApp && permissions?.push === false)
        throw new ForgeTrouble(`This token may read ${name}, and not set what people see beside a commit there.`, false);
    },
    async files(repository, key) {
      const at = `/repos/${nameIn(repository)}/pulls/${encodeURIComponent(key)}`;
      const { head } = pull.parse(await ask(`${repository}#${key}`, `GET ${at}`, {}));
      const files: ChangedFile[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const some = listed.parse(
          await ask(
            `the files of ${repository}#${key}`,
            `GET ${at}/files`,
            isForgejo ? { limit: FORGEJO_PAGE, page } : { per_page: PAGE, page },
          ),
        );
        files.push(...some.map(fileOf));
        if (some.length < (isForgejo ? FORGEJO_PAGE : PAGE)) break;
      }
      return { head: head.sha.toLowerCase(), files };
    },
    said: (repository, key) => githubSaid(ask, isForgejo, nameIn(repository), key),
    async file(repository, branch, path) {
      try {
        const answer = await ask(
          `${path} of ${repository}`,
          `GET /repos/${nameIn(repository)}/${isForgejo ? 'raw' : 'contents'}/${path}`,
          {
            ref: branch,
            headers: { accept: 'application/vnd.github.raw+json' },
          },
        );
        if (answer instanceof ArrayBuffer) return Buffer.from(answer).toString('utf8');
        return typeof answer === 'string' ? answer : null;
      } catch (error) {
        if (error instanceof NotThere) return null;
        throw error;
      }
    },
    async tell(repository, head, told) {
      await ask(`the status of ${repository}`, `POST /repos/${nameIn(repository)}/statuses/${head}`, {
        ...{ state: told.state, context: OWN_CHECK, description: told.line, target_url: told.url },
      });
      // Only apps run checks there.
      if (!isApp) return;
      await ask(`the check run of ${repository}`, `POST /repos/${nameIn(repository)}/check-runs`, {
        ...{ name: OWN_CHECK, head_sha: head, details_url: told.url },
        ...(told.state === 'pending'
          ? { status: 'in_progress' }
          : { status: 'completed', conclusion: told.state === 'success' ? 'success' : 'failure' }),
        output: { title: told.line, summary: told.explanation },
      });
    },
  };
};

const nameIn = (repository: string): string => repository.split('/').map(encodeURIComponent).join('/');

const HOW: Readonly<Record<string, ChangedFile['how']>> = {
  added: 'added',
  removed: 'deleted',
  // As Forgejo and Gitea call it.
  deleted: 'deleted',
  renamed: 'renamed',
  copied: 'copied',
};

const fileOf = (file: z.output<typeof listed>[number]): ChangedFile => {
  const submodule = /^@@[^\n]*@@\n[-+]Subproject commit /.test(file.patch ?? '');
  return {
    ...{ path: file.filename, from: file.previous_filename ?? null, how: HOW[file.status] ?? 'modified' },
    ...{ added: file.additions, deleted: file.deletions, submodule, light: lightByName(file.filename) },
    binary: file.patch === undefined && file.additions + file.deletions === 0 && file.status !== 'renamed',
  };
};

/** Who is asked, and as whom. */
interface Asked {
  readonly isApp: boolean;
  readonly forge: string;
}

const troubleOf = (error: unknown, what: string, { isApp, forge }: Asked): ForgeTrouble => {
  if (error instanceof ForgeTrouble) return error;
  // What kept it from being asked at all, the client wraps.
  if (error instanceof Error && error.cause instanceof ForgeTrouble) return error.cause;
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  const said = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 200) : '';
  if (status === 404) return new NotThere(`${forge} shows nobody with these credentials ${what}.`, false);
  if (status === 401)
    return new ForgeTrouble(
      isApp
        ? `${forge} does not know these credentials: the number is not of this App, or the key is not one of its keys any more.`
        : `${forge} does not know these credentials: the token was mistyped, revoked, or has run out. Give another.`,
      false,
    );
  if (status === 429 || (status === 403 && /rate limit/i.test(said ?? '')))
    return new ForgeTrouble(`${forge} asks to be asked less often; it is tried again later.`, true);
  if (status === 403) return new ForgeTrouble(`These credentials may not read or set ${what}: ${said}`, false);
  if (status >= 400 && status < 500) return new ForgeTrouble(`${forge} refuses ${what}: ${said}`, false);
  return new ForgeTrouble(`${forge} could not be reached for ${what}; it is tried again.`, true);
};
