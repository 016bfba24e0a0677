import type { Line } from '#kernel/protocol/lines.ts';
import { kinds } from './strings.ts';

const KINDS = [
  'step-opened', 'asked', 'passed-on', 'excused', 'reminded', 'stance', 'objection', 'amended', 'paused', 'resumed', 'deadline-moved',
  'step-passed', 'step-stopped', 'step-skipped', 'rerouted', 'escalated', 'effect', 'outcome',
] as const; // prettier-ignore

export const kindWords = ({ kind }: Pick<Line, 'kind'>): string => kinds(KINDS.find((one) => one === kind) ?? 'other');

/** What goes on by itself, and what blocks. */
export const toneOf = ({ kind, outcome, because }: Line): 'go' | 'stop' | undefined => {
  if (kind === 'step-passed' || outcome === 'accepted') return 'go';
  if (kind === 'step-stopped' || outcome === 'rejected') return 'stop';
  if (kind === 'objection') return because.startsWith('open:') ? 'stop' : 'go';
  return kind === 'stance' && / agrees /.test(because) ? 'go' : undefined;
};
