import { endingOf } from '#kernel/protocol/ending.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { Told } from './forges/port.ts';
import { waitsUntil } from './following.ts';
import { checksOf, currentRun, looksOf, statusOf, type ChangeState } from './state.ts';

/** What the commit status and the check run on a forge are called; it is no check of the change itself. */
export const OWN_CHECK = 'proceed';

const LONGEST_LINE = 140;
const rounded = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);

/** Below which score a protocol lets changes ship at once, as its own condition says; null: it does not say so. */
const thresholdOf = ({ protocol }: RunState): number | null => thresholdIn(protocol);

export const thresholdIn = ({ steps }: Protocol): number | null => {
  for (const { skip_if: skips } of steps) {
    const found = /\bp\.score\s*<=?\s*(\d+(?:\.\d+)?)/.exec(skips ?? '')?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
};

/** A verdict in a line: `ships at once: score 12.4 of 20`, `asks Raj Mehta and Aroha Ngata: score 41.0 of 20, migration`. */
export const verdictLine = (state: ChangeState): string => {
  const looks = looksOf(state);
  const run = currentRun(state);
  const status = statusOf(state);
  const of = run === null ? null : thresholdOf(run);
  const weighs =
    looks === null
      ? ''
      : `score ${rounded(looks.score)}${of === null ? '' : ` of ${of}`}${looks.guards.length > 0 ? `, ${looks.guards.map(({ guard }) => guard).join(', ')}` : ''}`;
  switch (status) {
    case 'draft':
      return 'is a draft; nobody is asked yet';
    case 'closed':
      return 'was closed and is not merged';
    case 'reverted':
      return 'was reverted';
    case 'shipped':
      return `shipped${state.shipped?.alone === true ? ' at once' : ''}${weighs === '' ? '' : `: ${weighs}`}`;
    case 'open':
      if (looks === null) return 'has not been looked at yet';
      if (state.failed?.head === looks.head) return `nobody could be asked: ${state.failed.because}`;
      return waitsUntil(state) === null ? weighs : `waits for its checks: ${weighs}`;
    case 'ready':
      return run?.steps.every((step) => step.status === 'skipped') === true ? `ships at once: ${weighs}` : `may ship: ${weighs}`;
    case 'stopped':
      return `is stopped: ${weighs}`;
    case 'asked':
      return `asks ${listed(askedIn(state, run))}: ${weighs}`;
    default:
      return status satisfies never;
  }
};

const askedIn = ({ names }: ChangeState, run: RunState | null): readonly string[] =>
  (run?.steps.at(-1)?.seats ?? []).filter(({ status }) => status === 'open').map(({ actor }) => names[actor] ?? 'somebody');

const listed = (names: readonly string[]): string => {
  if (names.length === 0) return 'somebody';
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return shown.length === 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

/** What the protocol says, with its reasons. */
export const becauseOf = (
  run: RunState | null,
  events: readonly { readonly type: string; readonly because?: string }[] = [],
): readonly string[] =>
  run === null
    ? []
    : [
        ...events.flatMap(({ type, because }) => (type === 'step-skipped' && because !== undefined ? [because] : [])),
        ...(run.outcome === null ? [endingOf(run).sentence] : [run.outcome.because]),
      ];

/** What the forge shows of it; null: nothing yet. */
export const toldOf = (state: ChangeState, number: number, address: string): Told | null => {
  const looks = looksOf(state);
  const status = statusOf(state);
  if (looks === null || status === 'closed') return null;
  const run = currentRun(state);
  const line = verdictLine(state);
  const due = run?.outcome === null ? endingOf(run) : null;
  const explanation = [
    ...[`**This ${line}.**`, ''],
    '| what | how much | score |',
    '| --- | ---: | ---: |',
    ...looks.terms.map(({ name, amount, value }) => `| ${name} | ${amount} | ${rounded(value)} |`),
    '',
    ...looks.guards.map(({ guard, path }) => `- ${guard}: \`${path.replaceAll('`', '')}\``),
    ...looks.owners.map(({ owner, because, files }) => `- ${owner} looks after ${files} of its files (${because})`),
    ...(looks.pieces.length > 0
      ? [
          `- added up with ${looks.pieces.map(({ number: other }) => `${address}/changes/${other}`).join(', ')}: pieces of one intent within a day`,
        ]
      : []),
    ...(looks.standIn
      ? ['- none of those who look after its paths is known here, so those who look after the space are asked']
      : []),
    ...(due === null ? [] : ['', `${due.sentence}${due.at === null ? '' : `, ${new Date(due.at).toISOString()}`}.`]),
    ...(checksOf(state) === 'red' ? ['', 'Its checks are red.'] : []),
  ].join('\n');
  const said = status === 'ready' || status === 'shipped' ? 'success' : status === 'stopped' ? 'failure' : 'pending';
  return {
    state: said,
    line: line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line,
    explanation,
    url: `${address}/changes/${number}`,
  };
};
