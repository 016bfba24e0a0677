import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import {
  BOARD,
  codeOf,
  CONSENT,
  idOf,
  northwind,
  PLATFORM,
  protocolPage,
  RAJ,
  readingOf,
  revisedPage,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { maySee } from './index.ts';

const ONE = idOf('d1');
let org: Northwind;
beforeEach(async () => {
  org = await northwind({ protocols: [] });
});

const publish = (source: string, { artifact = ONE, space = null as string | null, more = {} } = {}) => {
  const said = protocolPage(artifact, source, space);
  return org.send({ ...said, data: { ...(said.data as object), ...more } });
};
const inForce = async () => (await org.directory()).protocols.map(({ protocol }) => protocol.id);

describe('[P1] a page with one fenced block of YAML that is a protocol', () => {
  it('is in force from its publishing', async () => {
    expect(codeOf(await publish(CONSENT))).toBeNull();
    expect(await readingOf(org, ONE)).toMatchObject({
      status: 'published',
      audience: ['org'],
      summary: { protocol: 'decide/consent', directory: true },
    });
    expect((await org.directory()).protocols).toMatchObject([
      { artifact: ONE, version: 1, space: null, protocol: { id: 'decide/consent', on: 'decision.drafted' } },
    ]);
  });

  it('of a space is seen by that space, and holds in it', async () => {
    await publish(CONSENT, { space: BOARD });
    expect(await org.seen(ONE, RAJ)).not.toBeNull();
    expect(await org.seen(ONE, TOMAS)).toBeNull();
    expect((await org.directory()).protocols).toMatchObject([{ space: BOARD }]);
  });

  it('is changed by another text; other words around the block are another version of the same rule', async () => {
    await publish(CONSENT);
    await org.sent(revisedPage(ONE, CONSENT.replace('48h', '24h'), 1));
    expect((await org.directory()).protocols).toMatchObject([{ version: 2, protocol: { steps: [{ window: { min: '24h' } }] } }]);
  });

  it('is no longer in force when its block goes, or the page is archived; and then nobody decides under it', async () => {
    await publish(CONSENT);
    await org.sent(revisedPage(ONE, '# Silence is consent\n\n```yaml example\nid: x\non: y\nsteps: []\n```\n', 1));
    expect(await inForce()).toEqual([]);
    expect(await readingOf(org, ONE)).toMatchObject({ summary: { directory: true } });
    await org.sent(revisedPage(ONE, CONSENT, 2));
    expect(await inForce()).toEqual(['decide/consent']);
    await org.sent({ by: SYSTEM, kind: 'page', artifact: ONE, name: 'archive', data: { reason: 'x' } });
    expect(await inForce()).toEqual([]);
  });

  it.each([
    ['a sample', '```yaml example\nid: x\non: decision.opened\nsteps:\n  - {}\n```'],
    ['the workflow of a forge', '```yaml\nname: CI\non: push\njobs:\n  a:\n    steps: []\n```'],
    ['a block in another language', '```json\n{"id": 1}\n```\n\nid: x\non: y\nsteps: z\n'],
  ])('is not one that holds %s', async (_, text) => {
    expect(codeOf(await publish(`# Notes\n\n${text}\n`))).toBeNull();
    expect(await inForce()).toEqual([]);
    expect((await readingOf(org, ONE)).summary).not.toHaveProperty('directory');
  });

  it('that is broken is refused with the line and the column in the page', async () => {
    const text =
      '# Rule\r\n\r\nWhy.\r\n\r\n```yaml\r\nid: x\r\non: decision.opened\r\nsteps:\r\n  - step: a\r\n    of: members\r\n    window: 3parsecs\r\n    pass: "true"\r\n    else: lapse\r\n```\r\n';
    expect(await publish(text)).toMatchObject({ refused: true, field: '/body', line: 11, column: 13 });
    expect(await publish('# A\n\n```yaml\nid: [\non: x\nsteps: y\n```\n')).toMatchObject({ refused: true, field: '/body' });
    const two = CONSENT.replace('decide/consent', 'decide/other');
    const [one, other] = [CONSENT, two].map((source) => (protocolPage(ONE, source).data as { body: string }).body);
    expect(await publish(`${one}\n${other}`)).toMatchObject({ code: 'two-blocks' });
  });

  it('[P2] names roles that somebody has and facts that something has', async () => {
    expect(await publish(CONSENT.replace('of: members', 'of: pmc'))).toMatchObject({ code: 'unknown-role', line: 7 });
    expect(await publish(CONSENT.replace('t.open == 0', 'p.colour == "red"'))).toMatchObject({ code: 'unknown-fact' });
    expect(codeOf(await publish(CONSENT.replace('of: members', 'of: raj')))).toBeNull();
  });

  it('of something that no practice here has is in force all the same', async () => {
    const launch = CONSENT.replace('decision.drafted', 'rocket.fuelled').replace('t.open == 0', 'p.thrust > 3.0');
    expect(codeOf(await publish(launch))).toBeNull();
  });

  it('is read by everybody in its space: a restricted page holds none', async () => {
    expect(codeOf(await publish(CONSENT, { more: { only: [RAJ] } }))).toBe('restricted-protocol');
    await publish(CONSENT);
    const restrict = { kind: 'page', artifact: ONE, name: 'restrict', data: { only: [RAJ] } };
    expect(codeOf(await org.send({ by: SYSTEM, ...restrict }))).toBe('restricted-protocol');
  });

  it('[P4] that would match beside another at one level is refused with both named', async () => {
    await publish(CONSENT);
    const other = CONSENT.replace('decide/consent', 'decide/other');
    expect(await publish(other, { artifact: idOf('d2') })).toMatchObject({
      code: 'protocol-twice',
      message: expect.stringMatching(/decide\/other.*decide\/consent/),
    });
    expect(codeOf(await publish(other, { artifact: idOf('d2'), space: PLATFORM }))).toBeNull();
  });
});

it('every organization can begin with the whole default set', async () => {
  for (const [index, { page }] of DEFAULT_PROTOCOLS.entries())
    expect(codeOf(await publish(page, { artifact: idOf(`e${index.toString(16)}`) }))).toBeNull();
  expect((await org.directory()).protocols.map(({ protocol }) => protocol.id).toSorted()).toEqual(
    DEFAULT_PROTOCOLS.map(({ id }) => id).toSorted(),
  );
});

it('[safety] who may see something is the same by one question as by all keys', async () => {
  const directory = await org.directory();
  const { keysOf, sees } = await import('#kernel/actors/access.ts');
  const audiences = [
    ['org'],
    [`space:${PLATFORM}`],
    [`space:${BOARD}`],
    [`actor:${RAJ}`],
    [`actor:${TOMAS}`, `space:${BOARD}`],
    [],
    ['space:none'],
    ['actor:none'],
    ['x'],
  ];
  for (const actor of directory.actors.values())
    for (const audience of audiences)
      expect(maySee(actor.id, audience, directory)).toBe(sees(new Set(keysOf(actor, directory)), audience));
});
