import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { AROHA, idOf, INES, northwind, PLATFORM, RAJ, readingOf, TOMAS } from '#tests/organization.ts';
import { change } from './change.ts';
import type { CheckState, Said, Snapshot } from './observed.ts';
import { scoreOf } from './score.ts';
import { checksOf, currentRun, looksOf, statusOf, type ChangeState } from './state.ts';

const SHIP = DEFAULT_PROTOCOLS.find(({ id }) => id === 'ship/default')?.page ?? '';
/** Whom it asks follows from a label, and from the branch: two that say otherwise of it ask others. */
const BY_LABEL = `{id: ship/by-label, on: change.opened, do: {pass: [merge, sample_review]}, steps: [
 {step: quick, skip_if: "'tax' in p.labels || p.branch != 'main'", of: owners_of_paths, exclude: author, window: 0..1wd, pass: "t.agree >= 1 && t.open == 0", else: lapse},
 {step: review, skip_if: "p.score < 20.0 && p.guards.size() == 0", of: stewards, exclude: author, window: 0..2wd, pass: "t.agree >= 1 && t.open == 0", else: lapse}]}`;
const AT = Date.parse('2026-03-27T09:00:00Z');
const PEOPLE = { 'ines-p': INES, rajm: RAJ, aroha: AROHA };
/** One that is drawn to be looked at afterwards, and one that is not. */
const CHANGES = ['00000001-0000-4000-8000-000000000001', 'f0000001-0000-4000-8000-000000000001'] as const;
const HEADS = ['aaaa', 'bbbb', 'cccc'] as const;
/** Small and whose; large; and guarded. */
const LINES = { aaaa: 2, bbbb: 900, cccc: 3 } as const;
type Head = (typeof HEADS)[number];

type Told =
  | { readonly of: 'change'; readonly at: number; readonly snapshot: Snapshot; readonly said: readonly Said[] }
  | { readonly of: 'checks'; readonly at: number; readonly head: Head; readonly state: CheckState };

/** What a forge tells of one pull request, one thing after another. */
type Step =
  | { readonly does: 'push'; readonly head: Head }
  | { readonly does: 'label' | 'unlabel' | 'close' | 'reopen' | 'draft' | 'merge' }
  | { readonly does: 'title' | 'branch'; readonly as: string }
  | { readonly does: 'review'; readonly login: string; readonly verdict: Said['verdict']; readonly id: number }
  | { readonly does: 'check'; readonly state: CheckState };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('push' as const), head: fc.constantFrom(...HEADS) }),
  fc.record({ does: fc.constantFrom('label', 'unlabel', 'close', 'reopen', 'draft', 'merge') }),
  fc.record({ does: fc.constant('branch' as const), as: fc.constantFrom('main', 'next') }),
  fc.record({ does: fc.constant('title' as const), as: fc.constantFrom('Round tax', 'Round tax up') }),
  fc.record({
    ...{ does: fc.constant('review' as const), login: fc.constantFrom('rajm', 'aroha', 'stranger') },
    ...{ verdict: fc.constantFrom('agree', 'object', 'abstain', 'gone', 'none', 'withdraw'), id: fc.integer({ min: 1, max: 3 }) },
  }),
  fc.record({ does: fc.constant('check' as const), state: fc.constantFrom('green', 'red', 'pending') }),
);

const after = (now: Snapshot, one: Step, at: number): Snapshot => {
  switch (one.does) {
    case 'push':
      return { ...now, head: one.head };
    case 'label':
    case 'unlabel':
      return { ...now, labels: one.does === 'label' ? ['tax'] : [] };
    case 'title':
      return { ...now, title: one.as };
    case 'branch':
      return { ...now, base: one.as };
    case 'close':
      return { ...now, state: 'closed', closedAt: at };
    case 'reopen':
    case 'draft':
      return { ...now, state: one.does === 'reopen' ? 'open' : 'draft', closedAt: null };
    case 'merge':
      return { ...now, state: 'merged', merge: 'dddd', closedAt: at };
    case 'review':
    case 'check':
      return now;
    default:
      return one satisfies never;
  }
};

const OPENED: Snapshot = {
  ...{ title: 'Round tax', text: '', url: null, login: 'ines-p', head: 'aaaa', base: 'main', merge: null },
  ...{ state: 'open', labels: [], openedAt: AT, closedAt: null, mergedBy: null },
};

/** Whole statements about it as it stood then, each a second after the last. */
const telling = (steps: readonly Step[]): readonly Told[] => {
  const told: Told[] = [{ of: 'change', at: AT, snapshot: OPENED, said: [] }];
  let now = OPENED;
  for (const [index, one] of steps.entries()) {
    const at = AT + (index + 1) * 1_000;
    if (now.state === 'merged' && one.does !== 'review' && one.does !== 'check') continue;
    now = after(now, one, at);
    if (one.does === 'check') told.push({ of: 'checks', at, head: now.head as Head, state: one.state });
    else told.push({ of: 'change', at, snapshot: now, said: one.does === 'review' ? [reviewed(one, now.head, at)] : [] });
  }
  return told;
};

const reviewed = ({ login, verdict, id }: Extract<Step, { does: 'review' }>, head: string, at: number): Said => ({
  ...{ id: `review ${login} ${id}`, at, saidAt: AT + id, login, head, verdict, url: null },
  text: verdict === 'gone' ? '' : 'Because of the tax.',
});

/** Hears what is told in this order, looking at the change after each (as an errand would that is quick) or only now and then. */
const hear = async (protocol: string, artifact: string, told: readonly Told[], looking: (index: number) => boolean) => {
  const org = await northwind({ deciders: [change], protocols: [protocol] });
  const send = (name: string, data: unknown) => org.sent({ by: SYSTEM, kind: 'change', artifact, name, data });
  const checks = new Map<string, { readonly at: number; readonly state: CheckState }>();
  const stateNow = async () => (await org.seen(artifact, INES))?.state as ChangeState | undefined;
  const checksOfHead = (head: string) => {
    const known = checks.get(head);
    return known ? { checks: { head, ...known } } : {};
  };
  const look = async (): Promise<void> => {
    const state = await stateNow();
    if (!state || looksOf(state) !== null || state.seen.snapshot.state === 'closed') return;
    const { head } = state.seen.snapshot;
    const path = 'billing/tax.ts';
    const file = { path, from: null, how: 'modified', deleted: 0, binary: false, submodule: false, light: null } as const;
    const own = scoreOf([{ ...file, added: LINES[head as Head] }]);
    const guards = head === 'cccc' ? [{ guard: 'migration', path }] : [];
    const rest = { files: 1, owners: [], asked: [RAJ, TOMAS], standIn: false, unowned: 0, faults: [], pieces: [] };
    await send('look', { looks: { head, at: AT, ...own, own, guards, ...rest, withoutChecks: true } });
  };
  for (const [index, one] of told.entries()) {
    if (one.of === 'checks') {
      const before = checks.get(one.head);
      if (!before || before.at < one.at) checks.set(one.head, one);
      const now = checks.get(one.head);
      if (now && (await stateNow())) await send('see-checks', { head: one.head, state: now.state, at: now.at });
    } else
      await send('note', {
        ...{ repository: idOf('e1'), repositoryName: 'northwind/freight', space: PLATFORM, key: '7', people: PEOPLE },
        ...{ seen: { at: one.at, snapshot: one.snapshot, mentions: [] }, said: one.said },
        ...checksOfHead(one.snapshot.head),
      });
    if (looking(index)) await look();
  }
  await look();
  // Nobody waits longer than that for checks that do not end.
  await org.until('2026-03-27T10:30:00Z');
  const state = await stateNow();
  if (!state) throw new Error('nothing was told');
  const { awaits } = await readingOf(org, artifact);
  // What was asked before it was closed or merged is history.
  const run = state.seen.snapshot.state === 'open' ? currentRun(state) : null;
  return {
    status: statusOf(state),
    seen: state.seen,
    said: state.said,
    checks: checksOf(state),
    shipped: state.shipped,
    asked: awaits.flatMap(({ status, asked, kind, key }) => (status === 'open' ? [[asked, kind, key.split(':')[1]]] : [])),
    // What others than those who are asked say does not count.
    stances: run?.steps.at(-1)?.seats.map(({ actor }) => Object.values(run.stances).flatMap((by) => by[actor]?.stance ?? [])),
    outcome: run?.outcome?.outcome,
    seats: run?.steps.at(-1)?.seats.map(({ actor, status }) => [actor, status]),
  };
};

it('asks the same people in the end, in whatever order and however often it was told, looked at at once or late', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(SHIP, BY_LABEL),
      fc.constantFrom(...CHANGES),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      fc.infiniteStream(fc.boolean()),
      async (protocol, artifact, steps, places, looks) => {
        const told = telling(steps);
        const inOrder = await hear(protocol, artifact, told, () => true);
        const shuffled = [...told, ...told, ...told]
          .map((one) => ({ one, place: places.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(await hear(protocol, artifact, shuffled, () => looks.next().value === true)).toEqual(inOrder);
      },
    ),
    { numRuns: 40, seed: 26 },
  );
}, 120_000);
