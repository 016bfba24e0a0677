import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { request } from '#practices/requests';
import { AROHA, idOf, INES, MERE, northwind, PLATFORM, RAJ, TOMAS, type Northwind } from '#tests/organization.ts';
import { tidingsOf } from './tidings.ts';

const [ONE, TEAM] = [idOf('1'), idOf('e1')];
const NAMES = new Map([
  [INES, 'Ines'],
  [RAJ, 'Raj'],
  [TOMAS, 'Tomás'],
  [AROHA, 'Aroha'],
  [MERE, 'Mere'],
]);

let org: Northwind;
beforeEach(async () => {
  org = await northwind({ deciders: [request], protocols: DEFAULT_PROTOCOLS.map(({ page }) => page) });
});

/** Who is told of what happened to an artifact, in order: `Raj asked`. */
const told = async (artifact = ONE): Promise<readonly string[]> => {
  const directory = await org.directory();
  const author = (await org.seen(artifact))?.author ?? null;
  return (await org.history(artifact))
    .flatMap((event) => tidingsOf(event, author, directory))
    .map(({ actor, about }) => `${NAMES.get(actor)} ${about}`);
};
const ask = (to: string, more: object = {}) =>
  org.sent({
    by: INES,
    kind: 'request',
    artifact: ONE,
    name: 'ask',
    data: { title: 'Who?', question: 'Who?', to, urgent: false, space: PLATFORM, audience: null, blocks: [], ...more },
  });
const doing = (by: string, kind: string, name: string, data: object, more: object = {}) =>
  org.sent({ by, kind, artifact: ONE, name, data, ...more });

describe('somebody is told', () => {
  it('of what becomes of what they watch, and once of what concerns them more; never of what they did', async () => {
    await ask(RAJ);
    await doing(RAJ, 'request', 'answer', { text: 'I.' });
    const [directory, history] = [await org.directory(), await org.history(ONE)];
    const answered = history.find(({ body }) => body.type === 'request-answered');
    if (!answered) throw new Error('nobody answered');
    const tidings = tidingsOf(answered, INES, directory, [INES, RAJ, MERE]);
    expect(tidings.map(({ actor, about }) => `${NAMES.get(actor)} ${about}`).toSorted()).toEqual([
      'Ines outcome',
      'Mere watched',
    ]);
  });

  it('of what is asked of them, of the answer to what they asked, and of nothing that they did themselves', async () => {
    await ask(RAJ);
    expect(await told()).toEqual(['Raj asked']);
    await doing(RAJ, 'request', 'answer', { text: 'I.' });
    expect(await told()).toEqual(['Raj asked', 'Ines outcome']);
  });

  it('of a reminder, of what passed to them, and that nobody answered', async () => {
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [TOMAS] } });
    await ask(RAJ);
    await org.until('2026-04-20T09:00:00Z');
    expect(await told()).toEqual(['Raj asked', 'Raj reminded', 'Tomás asked', 'Tomás reminded', 'Ines outcome']);
  });

  it('of a question about what they asked, and of the answer to their question', async () => {
    await ask(RAJ);
    await doing(RAJ, 'request', 'ask-clarification', { text: 'Which?' });
    await doing(INES, 'request', 'answer-clarification', { to: RAJ, text: 'The old.' });
    expect(await told()).toEqual(['Raj asked', 'Ines asked', 'Raj outcome']);
  });

  it('of an objection to what they proposed once, and of what came of it', async () => {
    const text = { title: 'Keep one', space: PLATFORM, problem: 'p', recommendation: 'r' };
    await doing(INES, 'decision', 'draft', text);
    await doing(INES, 'decision', 'open', {});
    await doing(RAJ, 'decision', 'take-stance', { stance: 'object', reason: 'no rollback' });
    await doing(RAJ, 'decision', 'withdraw-objection', {});
    const before = await told();
    expect(before.filter((line) => line.endsWith('objection'))).toEqual(['Ines objection']);
    await org.until('2026-04-10T09:00:00Z');
    expect((await told()).at(-1)).toBe('Ines outcome');
  });

  it('of a mention, by themself or with their team, but not by their own', async () => {
    await org.sent({ by: INES, kind: 'team', artifact: TEAM, name: 'form', data: { name: 'South', members: [AROHA, MERE] } });
    await ask(RAJ);
    const comment = idOf('c1');
    await org.sent({
      by: MERE,
      kind: 'comment',
      artifact: comment,
      name: 'write',
      data: { on: ONE, body: 'Ask @raj, @south and @raj.' },
      refs: [ONE],
    });
    expect((await told(comment)).toSorted()).toEqual(['Aroha mention', 'Ines mention', 'Raj mention']);
  });

  it('of nothing that was withdrawn, and nobody who is an agent', async () => {
    const agent = idOf('a9');
    await org.sent({
      by: INES,
      kind: 'agent',
      artifact: agent,
      name: 'register',
      data: { name: 'Archivist', accountable: INES },
    });
    await ask(agent);
    await doing(INES, 'request', 'withdraw', {});
    expect(await told()).toEqual([]);
  });
});
