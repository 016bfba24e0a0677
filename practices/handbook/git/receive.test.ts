import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FLUSH, pkt, readLines } from './pkt-line.ts';
import { BRANCH, packFault, pushReport, readPush } from './receive.ts';

const [OLD, NEW] = ['1'.repeat(40), '2'.repeat(40)];

it('reads what a push wants, and the pack behind it', () => {
  const body = Buffer.concat([
    pkt(`${OLD} ${NEW} ${BRANCH}\0 report-status side-band-64k agent=git/2.39`),
    FLUSH,
    Buffer.from('PACK…'),
  ]);
  expect(readPush(body)).toEqual({
    ok: { updates: [{ from: OLD, to: NEW, ref: BRANCH }], banded: true, pack: Buffer.from('PACK…') },
  });
});

it.each(['', '0000', 'zzzz', '0005', '00ff', '0003', 'ffff'.repeat(20), `${pkt('hello')}`])(
  'takes %j for no push, or one of nothing',
  (text) => {
    const read = readPush(Buffer.from(text));
    expect(read.refused ? read.code : read.ok.updates).toEqual(text === '0000' ? [] : 'malformed-push');
  },
);

it('never fails on bytes that no git sends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      readPush(Buffer.from(bytes));
      readLines(Buffer.from(bytes), 0, 5);
    }),
  );
});

it('answers each ref in git’s own words, and tells the person why', () => {
  const told = pushReport(
    { banded: true },
    null,
    [{ ref: BRANCH, refused: 'fetch first\nthen push' }],
    'Nothing was written.',
  ).toString();
  expect(told).toContain(`ng ${BRANCH} fetch first then push`);
  expect(told).toContain('Nothing was written.');
});

it('says of a pack with names that nobody may keep what to do about them', () => {
  expect(packFault("error: object f3743e5d: hasDotdot: contains '..'\nfatal: fsck error in packed object")).toMatch(
    /called “\.” or “\.\.”.*push again$/,
  );
  expect(packFault("error: object b029c746: hasDotgit: contains '.git'")).toContain('called “.git”');
  expect(packFault('error: object b0ae0323: fullPathname: contains full pathnames')).toContain('a slash');
  expect(packFault('fatal: early EOF')).toBe(
    'git cannot take this apart (fatal: early EOF): clone again, make the change there, and push',
  );
});
