import { expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { decidingNorthwind, ONE, to } from '#tests/deciding.ts';
import { idOf, INES, PLATFORM, RAJ } from '#tests/organization.ts';
import { readDecision } from './read.ts';
import { documentOf } from './record.ts';
import { toImported } from './records/import.ts';
import { madrFileName, toMadr } from './records/madr.ts';
import { parseRecord } from './records/parse.ts';
import type { DecisionState } from './state.ts';

type Org = Awaited<ReturnType<typeof decidingNorthwind>>;
const TWO = idOf('2');

const decided = async (org: Org): Promise<void> => org.until(await org.shown());

/** As another protocol would have ended it. */
const ended =
  (outcome: 'rejected' | 'lapsed') =>
  async (org: Org): Promise<DecisionState> => {
    await decided(org);
    const state = await org.state();
    if (state.status !== 'opened' || state.run.outcome === null) throw new Error('it has not ended');
    return { ...state, run: { ...state.run, outcome: { ...state.run.outcome, outcome } } };
  };

/** What becomes of a decision, and the status with which it comes back. */
const FATES: readonly (readonly [string, (org: Org) => Promise<unknown>, string])[] = [
  ['open', async () => undefined, 'proposed'],
  ['accepted', decided, 'accepted'],
  ['withdrawn', (org) => org.sent(to(INES, 'withdraw', { reason: 'overtaken' })), 'withdrawn'],
  [
    'superseded',
    async (org) => {
      await decided(org);
      await org.sent(to(SYSTEM, 'supersede', { by: idOf('9') }));
    },
    'superseded',
  ],
  [
    'deprecated',
    async (org) => {
      await decided(org);
      await org.sent(to(INES, 'deprecate', { reason: 'the region is closed' }));
    },
    'deprecated',
  ],
];
const ENDS = [
  ['rejected', ended('rejected')],
  ['lapsed', ended('lapsed')],
] as const;

it.each(FATES)('a decision that is %s is the same after an export and an import', async (_, bring, status) => {
  const org = await decidingNorthwind();
  await org.open(INES, { impact: 'high', reversible: false });
  await bring(org);
  await isTheSame(org, await org.state(), status);
});

it.each(ENDS)('a decision that was %s is the same after an export and an import', async (status, end) => {
  const org = await decidingNorthwind();
  await org.open(INES, { impact: 'high', reversible: false });
  await isTheSame(org, await end(org), status);
});

const isTheSame = async (org: Org, before: DecisionState, status: string): Promise<void> => {
  const directory = await org.directory();
  const document = documentOf({ state: before, number: 12, links: [] }, INES, directory);
  const file = toMadr(document);
  const record = parseRecord(madrFileName(document), file);
  if (record.refused) throw new Error(record.message);
  const data = { space: PLATFORM, record: toImported(record.ok), targets: record.ok.links.map(() => null) };
  await org.sent(to(RAJ, 'import', data, TWO));
  const { title, openedAt, closedAt } = readDecision(before, { id: ONE });
  expect(await org.reading(TWO)).toMatchObject({ status, title, openedAt, closedAt });
  const after = await org.state(TWO);
  expect(after).toMatchObject({ body: { impact: 'high', reversible: false }, record: { proposer: 'Ines Prado' } });
  expect(toMadr(documentOf({ state: after, number: 12, links: [] }, INES, directory))).toBe(file);
};

it('a record whose head nobody closed is written in a moment, whatever ends its lines', async () => {
  const org = await decidingNorthwind();
  const body = `---\n${'\r\n'.repeat(5_000)}\n# Use Markdown\n`;
  const read = parseRecord('0001-use-markdown.md', `# Use Markdown\n\n## Status\n\nAccepted\n`);
  if (read.refused) throw new Error(read.message);
  await org.sent(
    to(RAJ, 'import', { space: PLATFORM, record: { ...toImported(read.ok), body, status: 'accepted' }, targets: [] }, TWO),
  );
  await org.sent(to(RAJ, 'deprecate', { reason: 'The region is closed' }, TWO));
  const file = toMadr(documentOf({ state: await org.state(TWO), number: 12, links: [] }, INES, await org.directory()));
  expect(file).toContain('status: deprecated');
});
