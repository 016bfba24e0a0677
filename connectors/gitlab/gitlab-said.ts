import { z } from 'zod';
import { sayingOf, wordsOf, type Said } from '#practices/changes';
import { when } from '../forge/delivery.ts';
import { note } from './gitlab-issue-api.ts';

const PAGE = 100;
const MOST_PAGES = 10;

const notes = z.array(note);
const approvals = z.object({
  updated_at: when,
  // `approved_at` since GitLab 17.
  approved_by: z.array(z.object({ user: z.object({ username: z.string() }), approved_at: when.nullish() })),
});

/**
 * What was said of a merge request (https://docs.gitlab.com/api/notes/, https://docs.gitlab.com/api/merge_request_approvals/), as deliveries would have
 * told it. [safety] What only its members may read stays there; what an edition does not show is not there.
 */
export const gitlabSaid = async (
  ask: (what: string, path: string) => Promise<Response>,
  place: string,
): Promise<readonly Said[]> => {
  const what = 'what is said on a merge request';
  const found: Said[] = [];
  const given = await ask(what, `${place}/approvals`);
  if (given.ok) {
    const { approved_by: some, updated_at: updated } = approvals.parse(await given.json());
    for (const { user, approved_at: approved } of some) {
      const [login, at] = [user.username.toLowerCase(), approved ?? updated];
      found.push({ id: `approval ${login}`, at, saidAt: at, login, head: null, verdict: 'agree', text: '', url: null });
    }
  }
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await ask(what, `${place}/notes?sort=asc&order_by=created_at&per_page=${PAGE}&page=${page}`);
    if (!answer.ok) break;
    const some = notes.parse(await answer.json());
    for (const one of some)
      if (!one.system && one.internal !== true && one.confidential !== true)
        found.push({
          ...{ id: `note ${one.id}`, at: one.updated_at, saidAt: one.created_at, login: one.author.username.toLowerCase() },
          ...{ head: null, url: null, verdict: sayingOf(one.body), text: wordsOf(one.body) },
        });
    if (some.length < PAGE) break;
  }
  return found;
};
