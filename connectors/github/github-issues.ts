import { z } from 'zod';
import type { IssueApi, IssueChange } from '#practices/changes';
import { issueOf, saidOn } from './github-changes.ts';
import { comment, issue } from './github-shapes.ts';
import { NotThere } from './not-there.ts';

/** Asks, and throws `ForgeTrouble` with `what` in its words. */
export type Ask = (what: string, route: string, more: Readonly<Record<string, unknown>>) => Promise<unknown>;

const PAGE = 50;
const MOST_PAGES = 20;
const issues = z.array(issue);
const comments = z.array(comment);
const STATES = {
  open: { state: 'open' },
  done: { state: 'closed', state_reason: 'completed' },
  dropped: { state: 'closed', state_reason: 'not_planned' },
} as const;

/** Issues by GitHub's API, which Forgejo and Gitea speak, too (https://docs.github.com/en/rest/issues). */
export const githubIssues = (ask: Ask, isForgejo: boolean, nameIn: (repository: string) => string): IssueApi => {
  const at = (repository: string): string => `/repos/${nameIn(repository)}/issues`;
  const paged = (page: number) => (isForgejo ? { limit: PAGE, page } : { per_page: PAGE, page });
  const seen = (answer: unknown) => issueOf(issue.parse(answer), '', {});
  const idOf = (id: string): string => encodeURIComponent(id.replace('comment ', ''));
  return {
    async look(repository, key) {
      try {
        return seen(await ask(`${repository}#${key}`, `GET ${at(repository)}/${encodeURIComponent(key)}`, {}));
      } catch (error) {
        if (error instanceof NotThere) return null;
        throw error;
      }
    },
    async open(repository, most) {
      const found: z.output<typeof issues> = [];
      const only = isForgejo ? { type: 'issues' } : {};
      for (let page = 1; page <= MOST_PAGES && found.length < most; page += 1) {
        const asked = { state: 'open', ...only, ...paged(page) };
        const some = issues.parse(await ask(`the issues of ${repository}`, `GET ${at(repository)}`, asked));
        // GitHub lists pull requests among its issues.
        found.push(...some.filter((one) => !one.pull_request));
        if (some.length < PAGE) break;
      }
      return found.slice(0, most).map((one) => issueOf(one, '', {}));
    },
    make: async (repository, made) => seen(await ask(`a new issue of ${repository}`, `POST ${at(repository)}`, made)),
    change: async (repository, key, { state, ...rest }: IssueChange) =>
      seen(
        await ask(`${repository}#${key}`, `PATCH ${at(repository)}/${encodeURIComponent(key)}`, {
          ...rest,
          ...(state === undefined ? {} : isForgejo ? { state: STATES[state].state } : STATES[state]),
        }),
      ),
    async said(repository, key) {
      const found: z.output<typeof comments> = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const some = comments.parse(
          await ask(
            `what is said on ${repository}#${key}`,
            `GET ${at(repository)}/${encodeURIComponent(key)}/comments`,
            paged(page),
          ),
        );
        found.push(...some);
        // Forgejo answers all of them at once.
        if (isForgejo || some.length < PAGE) break;
      }
      return found.map((one) => saidOn(one));
    },
    say: async (repository, key, body) =>
      saidOn(
        comment.parse(
          await ask(`a comment on ${repository}#${key}`, `POST ${at(repository)}/${encodeURIComponent(key)}/comments`, { body }),
        ),
      ),
    sayAgain: async (repository, key, id, body) =>
      saidOn(
        comment.parse(await ask(`a comment on ${repository}#${key}`, `PATCH ${at(repository)}/comments/${idOf(id)}`, { body })),
      ),
    async unsay(repository, key, id) {
      try {
        await ask(`a comment on ${repository}#${key}`, `DELETE ${at(repository)}/comments/${idOf(id)}`, {});
      } catch (error) {
        // It is gone already.
        if (!(error instanceof NotThere)) throw error;
      }
    },
  };
};
