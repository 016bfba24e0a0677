import type { Directory } from '#kernel/actors/directory.ts';
import { playedAhead } from '#kernel/protocol/foresight.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import { worldFor } from './run.ts';
import { lastRound, type Asked } from './state.ts';

const MOST_NAMED = 3;

/**
 * What comes when nobody answers, as hours and people stand now: `Aroha Ngata is asked`, `it lapses, for nobody else can be asked`. The run
 * itself is asked, at the moment that is due. Null where its protocol says enough (`endingOf`), or nothing is due.
 */
export const afterwards = (state: Asked, directory: Directory): string | null => {
  const round = lastRound(state);
  const { run } = round;
  const after = playedAhead(run, worldFor(state, round, state.rounds.length, { directory }));
  if (after === null) return null;
  if (after.outcome?.outcome === 'lapsed') return 'it lapses, for nobody else can be asked';
  const before = new Set(seatsOf(run).map(({ actor }) => actor));
  const names = seatsOf(after)
    .filter(({ actor, status }) => status === 'open' && !before.has(actor))
    .map(({ actor }) => directory.actors.get(actor)?.name ?? 'somebody');
  return names.length === 0 ? null : `${listed(names)} ${names.length === 1 ? 'is' : 'are'} asked`;
};

const seatsOf = ({ steps }: RunState) => steps.flatMap(({ seats }) => seats);

const listed = (names: readonly string[]): string => {
  const all = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} more`] : names;
  const [last = '', ...others] = all.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
};
