import { z } from 'zod';
import type { IssueApi, ObservedIssue } from '#practices/changes';
import { when } from '../forge/delivery.ts';
import { issueSeen, saidOf } from './gitlab-issues.ts';

interface Asking {
  ask(what: string, path: string, body?: object, method?: string): Promise<Response>;
  known(what: string, path: string, body?: object, method?: string): Promise<unknown>;
  at(repository: string): string;
}

const text = z.string();
const author = z.object({ id: z.int(), username: text });
const issue = z.object({
  ...{ iid: z.int(), title: text, description: text.nullish(), web_url: text, state: text, author, labels: z.array(text) },
  ...{ created_at: when, updated_at: when, closed_at: when.nullish(), confidential: z.boolean().nullish() },
});
export const note = z.object({
  ...{ id: z.int(), body: text, author, system: z.boolean(), created_at: when, updated_at: when },
  // `internal` since GitLab 15.
  ...{ confidential: z.boolean().nullish(), internal: z.boolean().nullish() },
});
const PAGE = 100;
const MOST_PAGES = 10;

/** Issues by GitLab's API (https://docs.gitlab.com/api/issues/). [safety] What is confidential there stays there. */
export const gitlabIssues = ({ ask, known, at }: Asking): IssueApi => {
  const place = (repository: string, key: string): string => `${at(repository)}/issues/${encodeURIComponent(key)}`;
  const words = (one: z.output<typeof note>) => saidOf({ ...one, note: one.body });
  return {
    async look(repository, key) {
      const answer = await ask(`${repository}#${key}`, place(repository, key));
      if (!answer.ok) return null;
      const one = issue.parse(await answer.json());
      return one.confidential === true ? null : seen(one);
    },
    async open(repository, most) {
      const found: z.output<typeof issue>[] = [];
      for (let page = 1; page <= MOST_PAGES && found.length < most; page += 1) {
        const path = `${at(repository)}/issues?state=opened&confidential=false&per_page=${PAGE}&page=${page}`;
        const some = z.array(issue).parse(await known(`the issues of ${repository}`, path));
        found.push(...some.filter(({ confidential }) => confidential !== true));
        if (some.length < PAGE) break;
      }
      return found.slice(0, most).map(seen);
    },
    make: async (repository, { title, body }) =>
      seen(issue.parse(await known(`a new issue of ${repository}`, `${at(repository)}/issues`, { title, description: body }))),
    change: async (repository, key, { title, body, state }) =>
      seen(
        issue.parse(
          await known(
            `${repository}#${key}`,
            place(repository, key),
            {
              ...(title === undefined ? {} : { title }),
              ...(body === undefined ? {} : { description: body }),
              ...(state === undefined ? {} : { state_event: state === 'open' ? 'reopen' : 'close' }),
            },
            'PUT',
          ),
        ),
      ),
    async said(repository, key) {
      const found: z.output<typeof note>[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const path = `${place(repository, key)}/notes?sort=asc&order_by=created_at&per_page=${PAGE}&page=${page}`;
        const some = z.array(note).parse(await known(`what is said on ${repository}#${key}`, path));
        // GitLab notes there, too, who changed what; and what only its members may read.
        found.push(...some.filter(({ system, internal, confidential }) => !system && internal !== true && confidential !== true));
        if (some.length < PAGE) break;
      }
      return found.map(words);
    },
    say: async (repository, key, body) =>
      words(note.parse(await known(`a note on ${repository}#${key}`, `${place(repository, key)}/notes`, { body }))),
    sayAgain: async (repository, key, id, body) =>
      words(note.parse(await known(`a note on ${repository}#${key}`, notePlace(place(repository, key), id), { body }, 'PUT'))),
    unsay: async (repository, key, id) =>
      void (await ask(`a note on ${repository}#${key}`, notePlace(place(repository, key), id), undefined, 'DELETE')),
  };
};

const notePlace = (issuePlace: string, id: string): string =>
  `${issuePlace}/notes/${encodeURIComponent(id.replace('note ', ''))}`;

/** As deliveries say it: whose it is by their number alone. */
const seen = (one: z.output<typeof issue>): ObservedIssue => ({
  ...{ of: 'issue', key: String(one.iid), at: one.updated_at },
  issue: issueSeen({ ...one, url: one.web_url, login: `user-${one.author.id}`, labels: one.labels.toSorted() }),
});
