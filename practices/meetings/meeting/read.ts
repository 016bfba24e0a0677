import type { AwaitReading } from '#kernel/awaits/await.ts';
import { prospect } from '#kernel/protocol/judge.ts';
import { awaitsOf, nextMoment } from '#kernel/protocol/run.ts';
import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { audienceOf } from './audience.ts';
import { outcomeAwait } from './ending.ts';
import { agendaOf, endOf, personHoursOf, savedHoursOf, sizeOf, wordOf, type MeetingState } from './state.ts';

export const readMeeting = (state: MeetingState): Reading => {
  const run = state.status === 'planned' ? (state.gates.at(-1)?.run ?? null) : null;
  const isOpen = run !== null && run.outcome === null;
  return {
    title: state.title,
    status: wordOf(state),
    space: state.space,
    audience: audienceOf(state),
    author: state.author,
    openedAt: state.requestedAt,
    closedAt: state.status === 'planned' ? null : state.at,
    dueAt: isOpen ? (prospect(run)?.at ?? null) : null,
    nextAt: nextOf(state),
    summary: {
      from: new Date(state.from).toISOString(),
      minutes: state.minutes,
      people: sizeOf(state),
      questions: state.questions.length,
      left: agendaOf(state).length,
      doc: state.document !== null,
      author: state.names[state.author] ?? null,
      asked: [state.author, ...state.people],
      gathers: state.gathers.length > 0,
      hours: round(personHoursOf(state)),
      saved: round(savedHoursOf(state)),
      ...(state.status === 'ended' ? { how: state.how, decisions: state.decisions } : {}),
      ...(state.status === 'cancelled' ? { why: state.why } : {}),
      ...(state.source === null ? {} : { uid: state.source.uid, planned: state.source.planned }),
    },
    awaits: [...gateAwaits(state), ...outcomeAwait(state)],
    links: linksOf(state),
    text: textOf(state),
  };
};

const nextOf = (state: MeetingState): Instant | null => {
  if (state.status !== 'planned') return null;
  const run = state.gates.at(-1)?.run;
  const gate = run ? nextMoment(run) : null;
  const over = wordOf(state) === 'unprepared' ? null : endOf(state);
  const asked = state.asked === null ? over : state.asked.status === 'open' ? state.asked.clock.dueAt : null;
  return gate === null ? asked : asked === null ? gate : Math.min(gate, asked);
};

/** Keys stay apart over the gates; those of the first are the run's own. */
const gateAwaits = ({ gates, names }: MeetingState): readonly AwaitReading[] =>
  gates.flatMap(({ run }, index) => {
    const found = run === null ? [] : awaitsOf(run, (actor) => names[actor] ?? 'somebody');
    return index === 0 ? found : found.map((one) => ({ ...one, key: `${index + 1}/${one.key}` }));
  });

const linksOf = (state: MeetingState): readonly LinkReading[] => {
  const document = state.document && 'artifact' in state.document ? state.document.artifact : null;
  const decisions = state.status === 'ended' ? state.decisions.filter((id) => id !== document) : [];
  return [
    ...(document === null ? [] : [{ rel: 'builds-on', to: document } as const]),
    ...decisions.map((to): LinkReading => ({ rel: 'mentions', to })),
    ...[...new Set(state.gathers.map(({ meeting }) => meeting))].map((to): LinkReading => ({ rel: 'mentions', to })),
  ];
};

const textOf = ({ purpose, questions }: MeetingState): string =>
  [purpose, ...questions.flatMap(({ text, settled }) => [text, settled?.words ?? ''])].filter((one) => one !== '').join('\n\n');

const round = (hours: number): number => Math.round(hours * 100) / 100;
