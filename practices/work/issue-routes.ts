import { z } from 'zod';
import { changedReply, changeOf, subjectParams } from '#practices/comments';
import { route, uuid } from '#server/route.ts';

export const issueRoutes = [
  route({
    method: 'PUT',
    path: '/api/tasks/:id/issue',
    name: 'tasks.put-there',
    summary: 'Open it as an issue of a repository, too; from then on what changes here changes there, and the other way round',
    description:
      'Everybody who sees the repository on its forge will see it and what is said on it here. Refused with `issue-already`.',
    tag: 'work',
    who: 'member',
    changes: 'task',
    params: subjectParams,
    body: z.strictObject({ repository: uuid }),
    reply: changedReply,
    act: (asked, services) =>
      changeOf('task', asked, services, { name: 'put-there', data: asked.body, refs: [asked.body.repository] }),
  }),
  route({
    method: 'DELETE',
    path: '/api/tasks/:id/issue',
    name: 'tasks.part-from-issue',
    summary: 'Take the link to its issue away: both stay as they are, and what is said of one is not said of the other',
    description: 'Opened in the same repository again, it is that issue again. Refused with `no-issue`.',
    tag: 'work',
    who: 'member',
    changes: 'task',
    params: subjectParams,
    reply: changedReply,
    act: (asked, services) => changeOf('task', asked, services, { name: 'part-from-issue', data: {} }),
  }),
] as const;
