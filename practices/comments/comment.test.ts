import { describe, expect, it } from 'vitest';
import { AROHA, idOf, INES, RAJ, smallOrganization, TOMAS } from '#tests/small-organization.ts';
import { processorTime } from '#tests/processor-time.ts';
import type { CommentState } from './index.ts';

const [PAGE, OTHER, BOARD] = [idOf('1'), idOf('2'), idOf('e1')];
const [FIRST, REPLY, THIRD] = [idOf('31'), idOf('32'), idOf('33')];

const write = (artifact: string, by: string, body: string, more: { on?: string; replyTo?: string; refs?: string[] } = {}) => {
  const { on = PAGE, replyTo, refs = [] } = more;
  const data = { on, body, ...(replyTo && { replyTo }) };
  return { by, kind: 'comment', artifact, name: 'write', data, refs: [on, ...(replyTo ? [replyTo] : []), ...refs] };
};
const to = (name: string, by: string, data: object = {}, artifact = FIRST) => ({
  by,
  kind: 'comment',
  artifact,
  name,
  data,
  refs: [PAGE],
});

/** Northwind with a page that everybody sees, and one in a closed space of Ines and Raj. */
const pages = async () => {
  const organization = await smallOrganization();
  const { sent, seen } = organization;
  await sent({ by: INES, kind: 'sheet', artifact: PAGE, name: 'write', data: { title: 'Keep one PostgreSQL' } });
  await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'open', data: { name: 'Board', access: 'closed' } });
  await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: RAJ, role: 'reader' } });
  await sent({ by: INES, kind: 'sheet', artifact: OTHER, name: 'write', data: { title: 'Salaries', space: BOARD } });
  const stateOf = async (artifact = FIRST) => (await seen(artifact, INES))?.state as CommentState | undefined;
  return { ...organization, stateOf };
};

describe('writing a comment', () => {
  it('keeps the words exactly, and shows them to whoever sees what they are about', async () => {
    const { sent, seen, stateOf } = await pages();
    const body = '  I object.\r\n\r\n- one\n- two  \n';
    await sent(write(FIRST, AROHA, body));
    expect(await stateOf()).toMatchObject({ body, author: AROHA, on: PAGE, thread: null });
    expect(await seen(FIRST, TOMAS)).toMatchObject({ audience: ['org'], title: 'I object. - one - two' });
  });

  it('on something that one may not see is refused like on something that is not there', async () => {
    const { send } = await pages();
    const hidden = await send(write(FIRST, AROHA, 'Hm', { on: OTHER }));
    expect(hidden).toMatchObject({ code: 'not-found', field: '/on' });
    expect(await send(write(FIRST, AROHA, 'Hm', { on: idOf('99') }))).toEqual(hidden);
  });

  it('in a space is for contributors; whoever was named to see the artifact takes part as well', async () => {
    const { send, sent } = await pages();
    expect(await send(write(FIRST, RAJ, 'Hm', { on: OTHER }))).toMatchObject({ code: 'not-permitted' });
    const named = { title: 'For Raj', space: BOARD, audience: [`actor:${RAJ}`] };
    await sent({ by: INES, kind: 'sheet', artifact: idOf('3'), name: 'write', data: named });
    expect(await send(write(FIRST, RAJ, 'Hm', { on: idOf('3') }))).toMatchObject({ ok: {} });
  });

  it('in an archived space waits until it is restored, as reactions and edits do; what was said may be taken back', async () => {
    const { send, sent } = await pages();
    await sent(write(FIRST, INES, 'Before', { on: OTHER }));
    const change = (name: string, data: object = {}) => send({ ...to(name, INES, data), refs: [OTHER] });
    const space = (name: string) => sent({ by: INES, kind: 'space', artifact: BOARD, name });
    const link = { by: INES, kind: 'link', artifact: idOf('41'), name: 'link', refs: [OTHER, PAGE] };
    const data = { rel: 'builds-on', from: OTHER, to: PAGE };
    await space('archive');
    for (const refused of [
      await send(write(THIRD, INES, 'After', { on: OTHER })),
      await send(write(REPLY, INES, 'After', { on: OTHER, replyTo: FIRST })),
      await change('edit', { body: 'Otherwise' }),
      await change('react', { reaction: '+1' }),
      await change('resolve'),
      await send({ ...link, data }),
    ])
      expect(refused).toMatchObject({ code: 'archived', message: 'Board is archived. Restore it first.' });
    await space('restore');
    await sent(write(THIRD, INES, 'After', { on: OTHER }));
    await sent({ ...link, data });
    await space('archive');
    expect(await change('delete')).toMatchObject({ ok: {} });
  });

  it('of a million characters is refused with the field named, and nothing is written', async () => {
    const { send, history } = await pages();
    expect(await send(write(FIRST, RAJ, 'x'.repeat(1_000_000)))).toMatchObject({
      code: 'too-long',
      field: '/body',
      accepted: 'at most 100,000 characters',
    });
    expect(await history(FIRST)).toEqual([]);
    expect(await send(write(FIRST, RAJ, '🌍'.repeat(100_000)))).toMatchObject({ ok: {} });
  });

  it.each([
    ['nothing but blanks', ' \n\t ', 'empty'],
    ['NUL', 'a\u0000b', 'control-character'],
    ['half of an emoji', 'a\uD83D', 'control-character'],
  ])('with %s is refused', async (_, body, code) => {
    const { send } = await pages();
    expect(await send(write(FIRST, RAJ, body))).toMatchObject({ code, field: '/body' });
  });

  it('is about artifacts with a number, not about people or other comments', async () => {
    const { send, sent } = await pages();
    await sent(write(FIRST, RAJ, 'Hm'));
    for (const on of [RAJ, FIRST])
      expect(await send(write(REPLY, RAJ, 'Hm', { on }))).toMatchObject({ code: 'not-a-subject', field: '/on' });
  });
});

describe('a thread', () => {
  it('is one level deep: a reply to a reply is in the same thread', async () => {
    const { sent, stateOf } = await pages();
    await sent(write(FIRST, RAJ, 'One'));
    await sent(write(REPLY, AROHA, 'Two', { replyTo: FIRST }));
    await sent(write(THIRD, RAJ, 'Three', { replyTo: REPLY }));
    expect([(await stateOf(REPLY))?.thread, (await stateOf(THIRD))?.thread]).toEqual([FIRST, FIRST]);
  });

  it('has nothing to do with comments on other things', async () => {
    const { send, sent } = await pages();
    await sent(write(FIRST, INES, 'Hm', { on: OTHER }));
    expect(await send(write(REPLY, INES, 'Two', { replyTo: FIRST }))).toMatchObject({ code: 'not-found', field: '/replyTo' });
    expect(await send(write(REPLY, AROHA, 'Two', { replyTo: FIRST }))).toMatchObject({ code: 'not-found', field: '/replyTo' });
  });

  it('is resolved and reopened at the comment that begins it', async () => {
    const { sent, send, stateOf } = await pages();
    await sent(write(FIRST, RAJ, 'One'));
    await sent(write(REPLY, AROHA, 'Two', { replyTo: FIRST }));
    expect(await send(to('resolve', RAJ, {}, REPLY))).toMatchObject({ code: 'not-a-thread' });
    await sent(to('resolve', TOMAS));
    expect(await stateOf()).toMatchObject({ status: 'resolved', resolvedBy: TOMAS });
    await sent(to('reopen', RAJ));
    expect(await stateOf()).toMatchObject({ status: 'open', body: 'One' });
    expect(await stateOf()).not.toHaveProperty('resolvedBy');
  });
});

describe('changing a comment', () => {
  it('is for who wrote it; what it said before stays in its history', async () => {
    const { sent, send, stateOf, events } = await pages();
    await sent(write(FIRST, RAJ, 'Frist'));
    expect(await send(to('edit', INES, { body: 'Mine' }))).toMatchObject({ code: 'not-permitted' });
    await sent(to('edit', RAJ, { body: 'First' }));
    expect(await stateOf()).toMatchObject({ body: 'First', editedAt: expect.any(Number) });
    expect((await events()).filter(({ artifact }) => artifact === FIRST).map(({ body }) => 'body' in body && body.body)).toEqual([
      'Frist',
      'First',
    ]);
  });

  it('is deleting it, too: its words, mentions and reactions are gone, its place, author and audience stay', async () => {
    const { sent, send, stateOf, seen } = await pages();
    await sent(write(FIRST, RAJ, 'The password is hunter2, @aroha'));
    await sent(write(REPLY, AROHA, 'Oops', { replyTo: FIRST }));
    await sent(to('react', AROHA, { reaction: '+1' }));
    expect(await send(to('delete', AROHA))).toMatchObject({ code: 'not-permitted' });
    await sent(to('delete', RAJ));
    expect(JSON.stringify(await seen(FIRST, TOMAS))).not.toContain('hunter2');
    expect(await stateOf()).toMatchObject({ status: 'deleted', author: RAJ, on: PAGE, audience: ['org'] });
    expect(await seen(FIRST, TOMAS)).toMatchObject({ title: 'Deleted comment' });
    expect(await stateOf(REPLY)).toMatchObject({ body: 'Oops', thread: FIRST });
    expect(await send(to('edit', RAJ, { body: 'Back' }))).toMatchObject({ code: 'deleted' });
    expect(await send(to('react', TOMAS, { reaction: '+1' }))).toMatchObject({ code: 'deleted' });
    expect(await send(to('delete', RAJ))).toMatchObject({ ok: { version: 3 } });
  });

  it('is deleting it for whoever runs the space', async () => {
    const { sent, send } = await pages();
    await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'change-role', data: { member: RAJ, role: 'contributor' } });
    await sent(write(FIRST, RAJ, 'Hm', { on: OTHER }));
    expect(await send({ ...to('delete', INES), refs: [OTHER] })).toMatchObject({ ok: {} });
  });

  it('ends when its subject is hidden from its author', async () => {
    const { sent, send } = await pages();
    await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'change-role', data: { member: RAJ, role: 'contributor' } });
    await sent(write(FIRST, RAJ, 'Hm', { on: OTHER }));
    await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'remove-member', data: { member: RAJ } });
    expect(await send({ ...to('edit', RAJ, { body: 'Hm?' }), refs: [OTHER] })).toMatchObject({ code: 'not-found' });
  });

  it('without naming its subject is refused, so that nobody acts on what they may no longer see', async () => {
    const { sent, send } = await pages();
    await sent(write(FIRST, RAJ, 'Hm'));
    expect(await send({ ...to('edit', RAJ, { body: 'Hm?' }), refs: [] })).toMatchObject({ code: 'not-found' });
  });
});

it('a comment is seen by whoever sees its subject, also after that changed', async () => {
  const { sent, seen, stateOf } = await pages();
  const page = (audience: readonly string[]) => ({
    by: INES,
    kind: 'sheet',
    artifact: PAGE,
    name: 'write',
    data: { title: 'Draft', audience },
  });
  await sent(write(FIRST, AROHA, 'Hm'));
  await sent(page([`actor:${INES}`, `actor:${AROHA}`]));
  expect(await seen(FIRST, TOMAS)).toBe(null);
  await sent(to('react', INES, { reaction: '+1' }));
  expect(await seen(FIRST, TOMAS)).toBe(null);
  expect((await stateOf())?.audience).toEqual([`actor:${INES}`, `actor:${AROHA}`]);
});

it('a reaction counts once for each person, and can be taken back', async () => {
  const { sent, stateOf, history } = await pages();
  await sent(write(FIRST, RAJ, 'Ship it'));
  for (const by of [AROHA, TOMAS, AROHA]) await sent(to('react', by, { reaction: '+1' }));
  expect(await stateOf()).toMatchObject({ reactions: { '+1': [AROHA, TOMAS] } });
  for (const by of [AROHA, TOMAS, TOMAS]) await sent(to('take-back', by, { reaction: '+1' }));
  expect(await stateOf()).toMatchObject({ reactions: {} });
  expect(await history(FIRST)).toHaveLength(5);
});

describe('a mention', () => {
  it('calls people, agents and teams who see the subject, each once', async () => {
    const { sent, stateOf } = await pages();
    await sent({ by: RAJ, kind: 'team', artifact: idOf('d1'), name: 'form', data: { name: 'Platform' } });
    await sent(write(FIRST, RAJ, '@ines, @AROHA and @platform: see (@ines).'));
    expect(await stateOf()).toMatchObject({ mentions: [INES, AROHA, idOf('d1')] });
  });

  it('calls nobody who may not see it', async () => {
    const { sent, stateOf } = await pages();
    await sent(write(FIRST, INES, '@aroha and @raj', { on: OTHER }));
    expect(await stateOf()).toMatchObject({ mentions: [RAJ] });
  });

  it('is not a mail address, a decorator in code, or a word that nobody is called', async () => {
    const { sent, stateOf } = await pages();
    await sent(write(FIRST, INES, 'raj@ines.example `@raj` @nobody\n```ts\n@aroha\n```\n~~~\n@tomás\n~~~\n'));
    expect(await stateOf()).toMatchObject({ mentions: [] });
  });

  it('of an artifact by its number is a link, if the writer sees it', async () => {
    const { sent, stateOf, seen } = await pages();
    await sent(write(FIRST, INES, 'See #2 and #1, not `#2`', { refs: [OTHER] }));
    expect(await stateOf()).toMatchObject({ links: [OTHER] });
    await sent(write(REPLY, AROHA, 'See #2', { refs: [OTHER] }));
    expect(await stateOf(REPLY)).toMatchObject({ links: [] });
    expect(await seen(FIRST, INES)).not.toBe(null);
  });

  it('is found in a hundred thousand characters of anything without delay', async () => {
    const { sent } = await pages();
    const started = processorTime();
    for (const [index, body] of [
      '@'.repeat(100_000),
      '```'.repeat(33_000),
      '@a.'.repeat(33_000),
      '`@a '.repeat(25_000),
      '#1'.repeat(50_000),
    ].entries())
      await sent(write(idOf(`4${index}`), RAJ, body));
    expect(processorTime() - started).toBeLessThan(1000);
  });
});
