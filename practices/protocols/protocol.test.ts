import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import {
  BOARD,
  codeOf,
  CONSENT,
  idOf,
  INES,
  northwind,
  PLATFORM,
  RAJ,
  readingOf,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { maySee } from './index.ts';

const ONE = idOf('d1');
let org: Northwind;
beforeEach(async () => {
  org = await northwind({ protocols: [] });
});

const publish = (
  source: string,
  { artifact = ONE, space = null, by = SYSTEM }: { artifact?: string; space?: string | null; by?: string } = {},
) => org.send({ by, kind: 'protocol', artifact, name: 'publish', data: { source, space } });

describe('a protocol', () => {
  it('is in force from its publishing, with the title of its page', async () => {
    expect(codeOf(await publish(`# Silence is consent\n\nBecause it is quick.\n\n\`\`\`yaml\n${CONSENT}\n\`\`\`\n`))).toBeNull();
    expect(await readingOf(org, ONE)).toMatchObject({
      title: 'Silence is consent',
      status: 'in-force',
      audience: ['org'],
      summary: { id: 'decide/consent', on: 'decision.drafted' },
    });
    expect((await org.directory()).protocols).toMatchObject([
      { artifact: ONE, version: 1, space: null, protocol: { id: 'decide/consent' } },
    ]);
  });

  it('of a space is seen by that space', async () => {
    await publish(CONSENT, { space: BOARD });
    expect(await org.seen(ONE, RAJ)).not.toBeNull();
    expect(await org.seen(ONE, TOMAS)).toBeNull();
  });

  it('is changed by a new text, and not by the same', async () => {
    await publish(CONSENT);
    await publish(CONSENT);
    await publish(CONSENT.replace('48h', '24h'));
    expect((await org.history(ONE)).map(({ body }) => ('revision' in body ? body.revision : null))).toEqual([1, 2]);
  });

  it('is retired, and then nobody decides under it', async () => {
    await publish(CONSENT);
    await org.sent({ by: SYSTEM, kind: 'protocol', artifact: ONE, name: 'retire' });
    expect((await org.directory()).protocols).toEqual([]);
  });

  it('is published by nobody but the system, for now a proposal changes none', async () => {
    expect(codeOf(await publish(CONSENT, { by: INES }))).toBe('not-permitted');
  });

  it('that is broken is refused with the line at fault', async () => {
    expect(
      await publish(
        'id: x\non: decision.opened\nsteps:\n  - step: a\n    of: members\n    window: 3parsecs\n    pass: "true"\n    else: lapse\n',
      ),
    ).toMatchObject({ refused: true, field: '/source', line: 6 });
    expect(codeOf(await publish('no YAML at all: ['))).not.toBeNull();
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
    expect(codeOf(await publish(page, { artifact: idOf(`e${index}`) }))).toBeNull();
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
