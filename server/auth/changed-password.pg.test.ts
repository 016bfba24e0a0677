import { beforeAll, expect, it } from 'vitest';
import { client, found, join, PASSWORD, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const { address, faults } = await testServer();
const stranger = client(address);

let ines: Client;
beforeAll(async () => {
  ines = await found(address);
});

const lastMail = async (to: string): Promise<string> => {
  const { json } = await ines.get('/api/outbox');
  const mails = (json['items'] ?? []) as { to: string; body: string }[];
  return mails.find((mail) => mail.to === to)?.body ?? '';
};
const linkTo = async (mail: string): Promise<string> => {
  const known = await lastMail(mail);
  await stranger.post('/api/password-resets', { mail });
  await expect.poll(() => lastMail(mail)).not.toBe(known);
  return /#([\w-]+)/.exec(await lastMail(mail))?.[1] ?? '';
};
const soon = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/** Many sign in with a password while it is being changed. Who is inside afterwards? */
const inside = async (mail: string, before: string, change: () => Promise<unknown>): Promise<number> => {
  const others = Array.from({ length: 12 }, () => client(address));
  const signingIn = others.map(async (other, index) => {
    await soon(20 * index);
    await other.post('/api/sessions', { mail, password: before });
  });
  await soon(60);
  await change();
  await Promise.all(signingIn);
  const seen = await Promise.all(others.map(async (other) => (await other.get('/api/me')).status));
  return seen.filter((status) => status === 200).length;
};

it('[safety] the password before lets nobody in who was just signing in with it', async () => {
  const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const mail = 'raj@northwind.example';
  const change = (current: string, next: string) => async () =>
    expect((await raj.put('/api/password', { current, next })).status).toBe(200);
  expect(await inside(mail, PASSWORD, change(PASSWORD, 'a quiet evening'))).toBe(0);
  expect(await inside(mail, 'a quiet evening', change('a quiet evening', 'a quiet night'))).toBe(0);
  expect((await raj.get('/api/me')).status).toBe(200);
  const token = await linkTo(mail);
  const reset = async () =>
    expect((await stranger.put('/api/password-resets', { token, password: 'a quiet dawn' })).status).toBe(200);
  expect(await inside(mail, 'a quiet night', reset)).toBe(0);
});

it('[safety] links that were asked for before change it no more', async () => {
  const mere = await join(address, ines, 'Mere', 'Pacific/Auckland');
  const mail = 'mere@northwind.example';
  const use = async (token: string) =>
    (await stranger.put('/api/password-resets', { token, password: 'yet another one' })).status;
  const first = await linkTo(mail);
  expect((await mere.put('/api/password', { current: PASSWORD, next: 'another quiet one' })).status).toBe(200);
  expect(await use(first)).toBe(410);
  const [second, third] = [await linkTo(mail), await linkTo(mail)];
  expect(await use(third)).toBe(200);
  expect(await use(second)).toBe(410);
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});
