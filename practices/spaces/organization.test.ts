import { expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { idOf, INES, NORTHWIND, RAJ, smallOrganization } from '#tests/small-organization.ts';

const to = (name: string, data: object, by = INES) => ({ by, kind: 'organization', artifact: NORTHWIND, name, data });
const DAY = 86_400_000;

it('an organization is founded once, under its own id', async () => {
  const { send } = await smallOrganization();
  expect(await send(to('found', { name: 'Southwind' }, SYSTEM))).toMatchObject({ code: 'already-founded' });
  expect(await send({ ...to('found', { name: 'Southwind' }, SYSTEM), artifact: idOf('f1') })).toMatchObject({
    code: 'not-permitted',
  });
  expect(await send({ ...to('found', { name: 'Southwind' }), artifact: idOf('f1') })).toMatchObject({ code: 'not-permitted' });
});

it('[A2] its longest window is 14 days unless its stewards choose another, from an hour to a year', async () => {
  const { send, directory } = await smallOrganization();
  expect((await directory()).longestWindow).toBe(14 * DAY);
  expect(await send(to('change-settings', { longestWindow: 0 }))).toMatchObject({
    code: 'window-out-of-range',
    field: '/longestWindow',
  });
  expect(await send(to('change-settings', { longestWindow: 400 * DAY }))).toMatchObject({ code: 'window-out-of-range' });
  expect(await send(to('change-settings', { longestWindow: 21 * DAY }))).toMatchObject({ ok: {} });
  expect((await directory()).longestWindow).toBe(21 * DAY);
});

it('only its stewards rename it, to a name that can be written', async () => {
  const { send, directory } = await smallOrganization();
  expect(await send(to('rename', { name: 'Southwind' }, RAJ))).toMatchObject({ code: 'not-permitted' });
  expect(await send(to('rename', { name: ' ' }))).toMatchObject({ code: 'empty', field: '/name' });
  expect(await send(to('rename', { name: 'רוח צפונית 🌬' }))).toMatchObject({ ok: {} });
  expect((await directory()).name).toBe('רוח צפונית 🌬');
});

it('renaming to the same name is no event', async () => {
  const { sent, history } = await smallOrganization();
  await sent(to('rename', { name: 'Northwind' }));
  expect(await history(NORTHWIND)).toEqual(['organization-founded']);
});
