import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import type { PlanEvent } from './events.ts';
import type { PlanState } from './state.ts';

type Row = { readonly state: PlanState };

const PLAN = `select state from artifacts where org = $1 and id = $2 and kind = 'plan'`;

/** What a plan took on becomes tasks, once each, with the criteria that were agreed; whoever proposed a story owns its task. */
export const draftTasks: ReactionMaker = ({ send, rows }) => ({
  name: 'planning.tasks',
  types: new Set(['plan-held']),
  react: async ({ org, artifact, version, body }) => {
    const held = body as PlanEvent;
    if (held.type !== 'plan-held') return;
    const [row] = await rows<Row>({ name: 'planning.held', text: PLAN, values: [org, artifact] });
    if (!row) return;
    const { stories, space } = row.state;
    for (const { id, by, concerns: _, left: _1, ...story } of stories.filter((one) => held.stories.includes(one.id))) {
      const refs = [artifact, ...(story.goal === null ? [] : [story.goal])];
      await send({
        ...{ id: nameId('story', artifact, id), org, by: SYSTEM, kind: 'task' },
        ...{ artifact: nameId('task of story', artifact, id), name: 'draft', refs },
        data: { ...story, dueAt: null, space, audience: null, from: artifact, author: by },
        causedBy: { artifact, version },
      });
    }
  },
});
