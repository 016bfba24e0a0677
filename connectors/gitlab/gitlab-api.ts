import { z } from 'zod';
import { gitlabIssues } from './gitlab-issue-api.ts';
import { gitlabSaid } from './gitlab-said.ts';
import { ForgeTrouble, lightByName, OWN_CHECK, type ChangedFile, type ForgeApi } from '#practices/changes';

type Fetch = (
  address: string,
  asked: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
) => Promise<Response>;

const MOST_PAGES = 30;
const PAGE = 100;

const request = z.object({ sha: z.string() });
const listed = z.array(
  z.object({
    old_path: z.string(),
    new_path: z.string(),
    new_file: z.boolean(),
    renamed_file: z.boolean(),
    deleted_file: z.boolean(),
    generated_file: z.boolean().nullish(),
    b_mode: z.string().nullish(),
    collapsed: z.boolean().nullish(),
    too_large: z.boolean().nullish(),
    diff: z.string(),
  }),
);

/** GitLab's REST API, version 4 (https://docs.gitlab.com/api/), with a token. */
export const gitlabApi = (api: string, token: string, fetch: Fetch): ForgeApi => {
  const ask = async (what: string, path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Response> => {
    const headers = { 'private-token': token, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(`${api}${path}`, {
      ...{ headers, method },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((error: unknown) => {
      if (error instanceof ForgeTrouble) throw error;
      return null;
    });
    if (answer === null || answer.status >= 500 || answer.status === 429)
      throw new ForgeTrouble(`GitLab could not be asked for ${what}; it is tried again.`, true);
    if (answer.status === 401) throw new ForgeTrouble('GitLab does not know this token. Give another.', false);
    if (answer.status === 403) throw new ForgeTrouble(`This token may not read or set ${what}.`, false);
    return answer;
  };
  const known = async (what: string, path: string, body?: object, method?: string): Promise<unknown> => {
    const answer = await ask(what, path, body, method);
    if (!answer.ok) throw new ForgeTrouble(`GitLab shows nobody with this token ${what} (${answer.status}).`, false);
    return answer.json();
  };
  const at = (repository: string): string => `/projects/${encodeURIComponent(repository)}`;

  return {
    issues: gitlabIssues({ ask, known, at }),
    self: async () => z.object({ username: z.string() }).parse(await known('as whom it is asked', '/user')).username,
    repository: async (name) => void (await known(name, at(name))),
    async files(repository, key) {
      const place = `${at(repository)}/merge_requests/${encodeURIComponent(key)}`;
      const { sha } = request.parse(await known(`${repository}!${key}`, place));
      const files: ChangedFile[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const some = listed.parse(
          await known(`the files of ${repository}!${key}`, `${place}/diffs?per_page=${PAGE}&page=${page}`),
        );
        files.push(...some.map(fileOf));
        if (some.length < PAGE) break;
      }
      return { head: sha.toLowerCase(), files };
    },
    said: (repository, key) => gitlabSaid(ask, `${at(repository)}/merge_requests/${encodeURIComponent(key)}`),
    async file(repository, branch, path) {
      const place = `${at(repository)}/repository/files/${encodeURIComponent(path)}/raw?ref=${encodeURIComponent(branch)}`;
      const answer = await ask(`${path} of ${repository}`, place);
      return answer.ok ? answer.text() : null;
    },
    async tell(repository, head, { state, line, url }) {
      await known(`the status of ${repository}`, `${at(repository)}/statuses/${head}`, {
        ...{ state: state === 'failure' ? 'failed' : state, name: OWN_CHECK, description: line, target_url: url },
      });
    },
  };
};

/** Of a diff that is too long to be shown GitLab says nothing but that: none of them is small. */
const LONG = 1_000;

const fileOf = (file: z.output<typeof listed>[number]): ChangedFile => {
  const lines = file.diff.split('\n');
  const isLong = file.diff === '' && (file.too_large === true || file.collapsed === true);
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  return {
    ...{
      path: file.new_path,
      from: file.renamed_file ? file.old_path : null,
      added: isLong ? LONG : count('+'),
      deleted: count('-'),
    },
    how: file.deleted_file ? 'deleted' : file.new_file ? 'added' : file.renamed_file ? 'renamed' : 'modified',
    ...{ binary: file.diff === '' && !file.renamed_file && !isLong, submodule: file.b_mode === '160000' },
    light: file.generated_file === true ? 'generated' : lightByName(file.new_path),
  };
};
