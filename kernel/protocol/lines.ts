import type { Instant } from '../stream/event.ts';
import type { Problem } from './document.ts';
import type { RunEvent } from './run-event.ts';
import type { ScenarioEvent } from './scenario-events.ts';
import { iso } from './wording.ts';

/** One thing that happened. As JSON its keys stand in this order. */
export interface Line {
  readonly at: string;
  readonly kind: string;
  readonly step?: string;
  readonly actor?: string;
  readonly due?: string;
  readonly because: string;
  /** Only of an `outcome`. */
  readonly outcome?: string;
}

/** What is told of a scenario, as far as it went. */
export interface Told {
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
}

/** A refusal that was not foretold, or one that was and did not come. */
export const surprise = (event: ScenarioEvent, code: string | null, message: string): Problem | null => {
  if (code === event.refused) return null;
  return code === null
    ? {
        severity: 'error',
        code: 'not-refused',
        message: `This was to be refused with ${event.refused}, and was not.`,
        ...event.place,
      }
    : { severity: 'error', code, message: `Refused at ${iso(event.at)}: ${message}`, ...event.place };
};

const SILENT: ReadonlySet<RunEvent['type']> = new Set(['run-opened', 'facts', 'foreseen'] as const);

export const linesOf = (events: readonly RunEvent[]): readonly Line[] => {
  const told = events.filter((event) => !SILENT.has(event.type));
  const last = told.findLastIndex((event) => event.type === 'outcome');
  const ordered = last < 0 ? told : [...told.slice(0, last), ...told.slice(last + 1), ...told.slice(last, last + 1)];
  return ordered.map(lineOf);
};

const lineOf = (event: RunEvent): Line => {
  if (event.type === 'outcome')
    return { kind: 'outcome', outcome: event.outcome, at: iso(event.at), because: event.because } satisfies Line;
  const due = dueOf(event);
  return {
    at: iso(event.at),
    kind: event.type,
    ...('step' in event ? { step: event.step } : {}),
    ...('actor' in event && event.actor !== undefined ? { actor: event.actor } : {}),
    ...(due === null ? {} : { due: iso(due) }),
    because: because(event),
  };
};

/** What the line itself has no place for. */
const because = (event: RunEvent): string => {
  if (event.type === 'effect') return `${event.effect}: ${event.because}`;
  // An objection has a line of its own, with its reason.
  if (event.type === 'stance' && event.stance !== 'object' && event.reason?.trim())
    return `${event.because}: ${event.reason.trim().replace(/\s+/g, ' ')}`;
  if (event.type === 'objection') return `${event.objection.status}: ${event.because}`;
  return event.because;
};

const dueOf = (event: RunEvent): Instant | null => {
  switch (event.type) {
    case 'step-opened':
    case 'deadline-moved':
      return event.due;
    case 'asked':
      return event.clock.dueAt;
    case 'resumed':
      return event.due ?? null;
    default:
      return null;
  }
};

/** JSON Lines: the same scenario always gives the same bytes. */
export const jsonLines = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** For people: one line each, aligned. */
export const textLines = (lines: readonly Line[]): string => {
  const wide = Math.max(0, ...lines.map((line) => line.kind.length));
  return lines
    .map((line) => {
      const who = [line.step, line.actor].filter(Boolean).join(' · ');
      const due = line.due ? ` [due ${line.due}]` : '';
      return `${line.at}  ${line.kind.padEnd(wide)}  ${who}${who ? ': ' : ''}${line.outcome ? `${line.outcome}: ` : ''}${line.because}${due}\n`;
    })
    .join('');
};
