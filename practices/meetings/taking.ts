import { fileName } from '#kernel/text/file-name.ts';
import { taskDoor } from '#practices/work';
import { iso, type Takes } from '#server/route.ts';
import { conversions, type ConversionRow } from './conversions/queries.ts';
import type { Document, How } from './meeting/events.ts';
import { wordOf, type MeetingState } from './meeting/state.ts';

const AT_ONCE = 200;

/** Each meeting with what it was to settle, what settled it, and how it went; and the series that something written replaced. [rule 6] No calendar goes along. */
export const meetingsTaken: Takes = async function* ({ db, directory }, reader) {
  const { actors } = await directory(reader.org);
  const name = (id: string): string => actors.get(id)?.name ?? 'somebody';
  for (let number = 0; ;) {
    const rows = await db.rows<{ number: number; state: MeetingState }>(taskDoor.after(reader, 'meeting', number, AT_ONCE));
    for (const { number: own, state } of rows) {
      number = own;
      yield { path: `meetings/${fileName(own, state.title, 'meeting')}`, bytes: Buffer.from(meetingText(state, name)) };
    }
    if (rows.length < AT_ONCE) break;
  }
  const converted = await db.rows<ConversionRow>(conversions(reader));
  if (converted.length > 0) yield { path: 'meetings/replaced.md', bytes: Buffer.from(replacedText(converted, name)) };
};

const HOW: Readonly<Record<How, string>> = {
  held: 'Held as planned',
  shortened: 'Shorter than planned',
  overran: 'Ran over',
  cancelled: 'Did not take place',
};

const STANDS = {
  preparing: 'To be prepared',
  unprepared: 'Not prepared: it does not take place',
  ready: 'Takes place',
  over: 'Over',
  cancelled: 'Cancelled',
  ended: 'Ended',
} as const;

const meetingText = (state: MeetingState, name: (id: string) => string): string => {
  const { title, author, people, others, from, minutes, requestedAt, purpose, document, questions } = state;
  const whom = [...people.map(name), ...(others > 0 ? [`${others} from elsewhere`] : [])];
  const facts = [
    `Asked for by ${name(author)}, ${iso(requestedAt)}, for ${iso(from)}, ${minutes} minutes${whom.length > 0 ? `, with ${whom.join(', ')}` : ''}.`,
    `${STANDS[wordOf(state)]}.`,
  ];
  return `${[
    `# ${title}`,
    facts.join(' '),
    purpose,
    ...(document === null ? [] : [`Read beforehand: ${documentText(document)}`]),
    ...(questions.length === 0 ? [] : ['## To be settled']),
    ...questions.map(({ text, settled }) =>
      settled === null
        ? `- ${text}`
        : `- ${text}\n\n  ${settled.words.replaceAll('\n', '\n  ')} (${settled.by === null ? 'by its document' : name(settled.by)}, ${iso(settled.at)})`,
    ),
    ...ending(state, name),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

const documentText = (document: Document): string =>
  'address' in document ? `<${document.address}>` : `artifact ${document.artifact}`;

const ending = (state: MeetingState, name: (id: string) => string): readonly string[] => {
  if (state.status === 'cancelled')
    return [
      state.why === 'settled'
        ? `## Cancelled with thanks, ${iso(state.at)}\n\nEverything was settled in writing.`
        : `## Cancelled by ${name(state.by)}, ${iso(state.at)}`,
      state.reason ?? '',
    ];
  if (state.status !== 'ended') return [];
  const took = state.how === 'cancelled' ? '' : `${state.took} minutes, ${state.came} people.`;
  return [`## ${HOW[state.how]}`, took, state.words ?? ''];
};

const replacedText = (rows: readonly ConversionRow[], name: (id: string) => string): string =>
  `${[
    '# Series that something written replaced',
    '| series | by | since | instead | people | person-hours a week | saved |\n| --- | --- | --- | --- | --- | --- | --- |',
  ].join('\n\n')}\n${rows
    .map(({ state, result }) =>
      [
        state.title.replaceAll('|', '\\|'),
        name(state.author),
        `${iso(state.since)}${state.status === 'ended' ? ` to ${iso(state.endedAt)}` : ''}`,
        result ? `#${result.number}` : state.form,
        state.people.length + state.others + 1,
        state.hoursPerWeek,
        state.savedPerWeek,
      ].join(' | '),
    )
    .map((line) => `| ${line} |`)
    .join('\n')}\n`;
