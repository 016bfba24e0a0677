import { describe, expect, it } from 'vitest';
import { AROHA, idOf, INES, RAJ, smallOrganization, TOMAS } from '#tests/small-organization.ts';
import { linkId, markId, type MarkState } from './index.ts';

const [PAGE, PLAN, SECRET, BOARD] = [idOf('1'), idOf('2'), idOf('3'), idOf('e1')];

const pages = async () => {
  const organization = await smallOrganization();
  const { sent } = organization;
  await sent({ by: INES, kind: 'sheet', artifact: PAGE, name: 'write', data: { title: 'Keep one PostgreSQL' } });
  await sent({ by: INES, kind: 'sheet', artifact: PLAN, name: 'write', data: { title: 'Plan' } });
  await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'open', data: { name: 'Board', access: 'closed' } });
  await sent({ by: INES, kind: 'sheet', artifact: SECRET, name: 'write', data: { title: 'Salaries', space: BOARD } });
  return organization;
};

describe('a mark', () => {
  const read = (by: string, on = PAGE) => ({
    by,
    kind: 'mark',
    artifact: markId(on, by),
    name: 'read',
    data: { on },
    refs: [on],
  });
  const acknowledge = (by: string, version: number) => ({ ...read(by), name: 'acknowledge', data: { on: PAGE, version } });

  it('says once that somebody has read an artifact, however often they open it', async () => {
    const { sent, history } = await pages();
    await sent(read(RAJ));
    await sent(read(RAJ));
    expect(await history(markId(PAGE, RAJ))).toEqual(['artifact-read']);
  });

  it('is seen by its reader alone: when somebody reads is their own business', async () => {
    const { sent, seen } = await pages();
    await sent(read(RAJ));
    expect(await seen(markId(PAGE, RAJ), RAJ)).not.toBe(null);
    for (const other of [INES, AROHA]) expect(await seen(markId(PAGE, RAJ), other)).toBe(null);
  });

  it('acknowledges a version, and a later one, but not an earlier one again', async () => {
    const { sent, seen, history } = await pages();
    for (const version of [2, 2, 5, 3]) await sent(acknowledge(RAJ, version));
    expect((await seen(markId(PAGE, RAJ), RAJ))?.state as MarkState).toMatchObject({ acknowledged: { version: 5 } });
    expect(await history(markId(PAGE, RAJ))).toEqual(['artifact-read', 'artifact-acknowledged', 'artifact-acknowledged']);
  });

  it('watches from when its reader says so until they say otherwise', async () => {
    const { sent, seen, history } = await pages();
    const watch = (watching: boolean) => ({ ...read(RAJ), name: 'watch', data: { on: PAGE, watching } });
    for (const watching of [false, true, true]) await sent(watch(watching));
    expect((await seen(markId(PAGE, RAJ), RAJ))?.state as MarkState).toMatchObject({ watching: true });
    await sent(watch(false));
    expect(await history(markId(PAGE, RAJ))).toEqual(['artifact-read', 'artifact-watched', 'artifact-watched']);
  });

  it('is not made on what one may not see, nor for somebody else, nor by agents', async () => {
    const { send, sent } = await pages();
    expect(await send(read(RAJ, SECRET))).toMatchObject({ code: 'not-found', field: '/on' });
    await sent(read(RAJ));
    expect(await send({ ...read(RAJ), name: 'acknowledge', data: { on: PLAN, version: 1 }, refs: [PLAN] })).toMatchObject({
      code: 'not-found',
    });
    await sent({ by: RAJ, kind: 'agent', artifact: idOf('b1'), name: 'register', data: { name: 'Scribe', accountable: RAJ } });
    expect(await send(read(idOf('b1')))).toMatchObject({ code: 'not-permitted' });
  });
});

describe('a link', () => {
  const link = (by: string, from: string, to: string, rel: 'implements' | 'blocks' = 'implements') => ({
    by,
    kind: 'link',
    artifact: linkId(rel, from, to),
    name: 'link',
    data: { rel, from, to },
    refs: [from, to],
  });
  const unlink = (by: string, from: string, to: string) => ({ ...link(by, from, to), name: 'unlink', data: {}, refs: [from] });

  it('is there once for each kind and pair, and comes and goes', async () => {
    const { sent, history } = await pages();
    await sent(link(RAJ, PLAN, PAGE));
    await sent(link(AROHA, PLAN, PAGE));
    await sent(unlink(RAJ, PLAN, PAGE));
    await sent(link(AROHA, PLAN, PAGE));
    expect(await history(linkId('implements', PLAN, PAGE))).toEqual([
      'artifacts-linked',
      'artifacts-unlinked',
      'artifacts-linked',
    ]);
  });

  it('needs both ends to be seen by whoever draws it', async () => {
    const { send } = await pages();
    expect(await send(link(RAJ, PLAN, SECRET))).toMatchObject({ code: 'not-found', field: '/to' });
    expect(await send(link(RAJ, SECRET, PLAN))).toMatchObject({ code: 'not-found', field: '/from' });
    expect(await send(link(RAJ, PLAN, PLAN))).toMatchObject({ code: 'links-to-itself', field: '/to' });
    expect(await send(link(INES, SECRET, PLAN))).toMatchObject({ ok: {} });
  });

  it('is taken away by who drew it or a steward of the space', async () => {
    const { sent, send } = await pages();
    await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'open-up', data: {} });
    await sent(link(RAJ, SECRET, PAGE));
    expect(await send(unlink(TOMAS, SECRET, PAGE))).toMatchObject({ code: 'not-permitted' });
    expect(await send(unlink(INES, SECRET, PAGE))).toMatchObject({ ok: {} });
  });

  it('is seen with what it goes from', async () => {
    const { sent, seen } = await pages();
    await sent(link(INES, SECRET, PAGE));
    expect(await seen(linkId('implements', SECRET, PAGE), INES)).not.toBe(null);
    expect(await seen(linkId('implements', SECRET, PAGE), RAJ)).toBe(null);
  });
});
