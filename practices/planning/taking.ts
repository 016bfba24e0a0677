import { fileName } from '#kernel/text/file-name.ts';
import { taskDoor } from '#practices/work';
import { iso, type Takes } from '#server/route.ts';
import type { PlanState } from './state.ts';

const AT_ONCE = 200;

/** Each plan with its stories and what was raised about them. */
export const plansTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  const name = (id: string): string => actors.get(id)?.name ?? 'somebody';
  for (let number = 0; ;) {
    const rows = await db.rows<{ number: number; state: PlanState }>(taskDoor.after(reader, 'plan', number, AT_ONCE));
    for (const { number: own, state } of rows) {
      number = own;
      yield { path: `plans/${fileName(own, state.title, 'plan')}`, bytes: Buffer.from(written(state, name)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};

const written = ({ title, author, draftedAt, from, to, share, text, stories, stage }: PlanState, name: (id: string) => string) =>
  `${[
    `# ${title}`,
    `Begun by ${name(author)}, ${iso(draftedAt)}, for ${iso(from)} to ${iso(to)}, with ${share} % of the working time. ${stage.status}.`,
    text,
    ...stories.flatMap((story) => [
      `## ${story.title}`,
      `Proposed by ${name(story.by)}. ${story.depth}, about ${story.minutes} minutes.${story.left ? ' Left out.' : ''}`,
      story.text,
      story.criteria.map((one) => `- ${one}`).join('\n'),
      ...story.concerns.map(
        ({ by, text: said, settled }) =>
          `> ${name(by)}: ${said}${settled ? `\n>\n> Settled by ${name(settled.by)}: ${settled.words}` : ''}`,
      ),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
