import { beforeEach, describe, expect, it } from 'vitest';
import { BOARD, codeOf, idOf, INES, northwind, PLATFORM, RAJ, readingOf, TOMAS } from '#tests/organization.ts';
import { ONE, to } from '#tests/deciding.ts';
import type { ImportedRecord } from './records/document.ts';
import { toMadr } from './records/madr.ts';
import { documentOf } from './record.ts';

const TWO = idOf('2');
const BODY = '---\nstatus: proposed\ndate: 2019-05-17\n---\n\n# Use Markdown\n\nWe write it all in one form.\n';

const record = (more: Partial<ImportedRecord> = {}): ImportedRecord => ({
  ...{ key: '0001-use-markdown.md', number: 1, title: 'Use Markdown', status: 'proposed', statusText: 'proposed' },
  ...{ date: '2019-05-17', deciders: [], consulted: [], informed: [], tags: [], irreversible: null, sections: [], links: [] },
  body: BODY,
  ...more,
});

let org: Awaited<ReturnType<typeof northwind>>;
beforeEach(async () => {
  org = await northwind();
});

const take = (by: string, from: ImportedRecord, targets: readonly (string | null)[] = [], artifact = ONE) =>
  org.send({ by, kind: 'decision', artifact, name: 'import', data: { space: PLATFORM, record: from, targets } });
interface Body {
  problem: string;
  supersedes: string[];
  options: object[];
  nextSteps: string[];
}
const state = async () => (await org.seen(ONE))?.state as { author: string; body: Body };

describe('a proposal that was imported', () => {
  it('is opened as a decision: it asks whom the protocol of its space names, with the text of its file and its number', async () => {
    await take(RAJ, record());
    const before = await org.seen(ONE);
    await org.sent(to(RAJ, 'open-record', { affected: [TOMAS], impact: 'high' }));
    const reading = await readingOf(org, ONE);
    expect(reading).toMatchObject({ status: 'open', title: 'Use Markdown', author: RAJ, openedAt: org.now(), text: BODY });
    expect(reading.dueAt).toBeGreaterThan(org.now());
    expect(reading.awaits.map(({ asked }) => asked)).toEqual(expect.arrayContaining([INES, TOMAS]));
    expect(await org.seen(ONE)).toMatchObject({ number: before?.number });
    expect(await state()).toMatchObject({
      record: { markdown: BODY },
      body: { problem: BODY, affected: [TOMAS], impact: 'high' },
    });
    await org.until(new Date(Number(reading.dueAt)).toISOString());
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'accepted' });
  });

  it('is opened by its importer or a steward of its space, who answers for it from then on', async () => {
    await take(RAJ, record());
    expect(codeOf(await org.send(to(TOMAS, 'open-record', {})))).toBe('not-permitted');
    await org.sent(to(INES, 'open-record', {}));
    expect(await state()).toMatchObject({ author: INES });
  });

  it.each(['accepted', 'rejected', 'superseded'] as const)('is opened only while it is one, and not %s', async (status) => {
    await take(RAJ, record({ status }));
    expect(await org.send(to(RAJ, 'open-record', {}))).toMatchObject({ code: 'not-proposed' });
  });

  it('is not opened once it is withdrawn, nor twice', async () => {
    await take(RAJ, record());
    await org.sent(to(RAJ, 'open-record', {}));
    expect(codeOf(await org.send(to(RAJ, 'open-record', {})))).toBe('not-a-record');
    await take(RAJ, record({ key: 'b.md' }), [], TWO);
    await org.sent(to(RAJ, 'withdraw', {}, TWO));
    expect(await org.send(to(RAJ, 'open-record', {}, TWO))).toMatchObject({ code: 'not-proposed' });
  });

  it('is refused where nobody whom it affects could see it, and stays a proposal', async () => {
    await org.send({
      by: RAJ,
      kind: 'decision',
      artifact: ONE,
      name: 'import',
      data: { space: BOARD, record: record(), targets: [] },
    });
    expect(codeOf(await org.send(to(RAJ, 'open-record', { affected: [TOMAS] })))).toBe('affected-shut-out');
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'proposed' });
  });

  it.each<[string, Partial<ImportedRecord>]>([
    ['the same', {}],
    ['accepted there', { status: 'accepted', statusText: 'accepted', body: BODY.replace('proposed', 'accepted') }],
    ['of another text', { body: `${BODY}\nAnd more.\n` }],
    ['of another title and date', { title: 'Use paper', date: '2024-01-02' }],
  ])('and opened here stays as it is when its file is imported again, %s', async (_, more) => {
    await take(RAJ, record());
    await org.sent(to(RAJ, 'open-record', {}));
    const before = await org.seen(ONE);
    const again = await take(RAJ, record(more));
    if (Object.keys(more).length === 0) expect(again).toMatchObject({ ok: { version: before?.version } });
    else
      expect(again).toMatchObject({
        code: 'opened-here',
        message: expect.stringMatching(/^#\d+ was opened here as a decision and is open\. It stays as it is/),
      });
    expect(await org.seen(ONE)).toEqual(before);
  });

  it('is amended as a whole text, without a recommendation of its own', async () => {
    await take(RAJ, record());
    await org.sent(to(RAJ, 'open-record', {}));
    await org.sent(to(RAJ, 'amend', { label: 'material', reason: 'Shorter.', problem: '# Use Markdown\n\nIn one form.\n' }));
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'open', text: '# Use Markdown\n\nIn one form.\n' });
    expect(codeOf(await org.send(to(RAJ, 'amend', { label: 'material', reason: 'x', problem: ' ' })))).toBe('incomplete');
  });

  const CHOICE = `# Use Markdown

We write it all in one form.

## Considered Options

* Markdown
* HTML

## Next Steps

* Tell everybody
`;
  const parts = async () => (await state()).body;

  it('has the options and next steps that its text says, and says them once', async () => {
    await take(RAJ, record({ body: CHOICE }));
    await org.sent(to(RAJ, 'open-record', {}));
    expect(await parts()).toMatchObject({
      options: [
        { title: 'Markdown', consequences: '' },
        { title: 'HTML', consequences: '' },
      ],
      nextSteps: ['Tell everybody'],
    });
    expect(await readingOf(org, ONE)).toMatchObject({ text: CHOICE });
    await org.until(new Date(Number((await readingOf(org, ONE)).dueAt)).toISOString());
    const seen = await org.seen(ONE);
    const markdown = toMadr(documentOf({ state: seen?.state, number: seen?.number ?? 0, links: [] }, RAJ, await org.directory()));
    expect(markdown.split('Considered Options')).toHaveLength(2);
    expect(markdown.split('Tell everybody')).toHaveLength(2);
  });

  it('has those of its new text when that is amended, and keeps those that were given beside it', async () => {
    await take(RAJ, record({ body: CHOICE }));
    await org.sent(to(RAJ, 'open-record', {}));
    const { options, nextSteps } = await parts();
    await org.sent(
      to(RAJ, 'amend', { ...{ label: 'material', reason: 'x', options, nextSteps }, problem: `${CHOICE}* And us\n` }),
    );
    expect(await parts()).toMatchObject({ options, nextSteps: ['Tell everybody', 'And us'] });
    await org.sent(to(RAJ, 'amend', { label: 'material', reason: 'x', nextSteps: ['Only us'] }));
    await org.sent(to(RAJ, 'amend', { label: 'material', reason: 'x', problem: CHOICE.replace('HTML', 'Paper') }));
    expect(await parts()).toMatchObject({ options: [{ title: 'Markdown' }, { title: 'Paper' }], nextSteps: ['Only us'] });
    expect((await readingOf(org, ONE)).text).toMatch(/\* Tell everybody\n\n\n- Only us$/);
  });

  it('takes the place of what its file says, as far as whoever opens it may decide there', async () => {
    await take(RAJ, record({ key: 'old.md', title: 'Use paper', status: 'accepted' }), [], TWO);
    const link = { rel: 'supersedes', target: 'x', key: 'x', partial: false, line: 1 } as const;
    const links = [link, { ...link, target: 'y', partial: true }, link] satisfies ImportedRecord['links'];
    await take(RAJ, record({ links }), [TWO, idOf('3'), idOf('9')]);
    await org.sent({ ...to(RAJ, 'open-record', {}), refs: [TWO, idOf('9')] });
    expect(await state()).toMatchObject({ body: { supersedes: [TWO] } });
    expect((await readingOf(org, ONE)).links).toEqual([
      { rel: 'supersedes', to: TWO },
      { rel: 'supersedes', to: idOf('3') },
      { rel: 'mentions', to: idOf('9') },
    ]);
  });

  it('is taken away as its own text, with its status and how it was decided', async () => {
    await take(RAJ, record());
    await org.sent(to(RAJ, 'open-record', {}));
    await org.until(new Date(Number((await readingOf(org, ONE)).dueAt)).toISOString());
    const seen = await org.seen(ONE);
    const markdown = toMadr(documentOf({ state: seen?.state, number: seen?.number ?? 0, links: [] }, RAJ, await org.directory()));
    expect(markdown).toMatch(/^---\nstatus: accepted\ndate: 2019-05-17\nopened-at: 2026-03-27T09:00:00Z\ndecided-at: 2026-/);
    expect(markdown).toContain('\n---\n\n# Use Markdown\n\nWe write it all in one form.\n\n## More Information\n');
    expect(markdown).toContain('Decided under protocol decide/consent, version 1');
  });
});
