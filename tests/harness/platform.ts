import { SYSTEM } from '#kernel/stream/event.ts';
import { CONSENT, idOf, protocolPage } from '../organization.ts';
import { found, join, type Client } from './client.ts';
import { testServer } from './server.ts';

/** What a decision says that is opened in Platform. */
export const TEXT = {
  problem: 'Every region asks for its own.',
  recommendation: 'One **per region**.',
  options: [{ title: 'One per region', consequences: 'Known.' }],
};

/**
 * A server with Northwind on 26 March 2026: Ines, its steward, Raj and Tomás, who contribute to Platform with her, and Board, which is closed to them.
 * Decisions go by consent.
 */
export const platformServer = async () => {
  const server = await testServer();
  await server.clock.set('2026-03-26T12:00:00Z');
  const ines = await found(server.address);
  const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);
  const system = async (kind: string, artifact: string, name: string, data: unknown): Promise<void> => {
    const sent = await server.wired.send({ id: crypto.randomUUID(), org, by: SYSTEM, kind, artifact, name, data });
    if (sent.refused) throw new Error(sent.message);
  };
  const { artifact: rule, name: publishing, data: consent } = protocolPage(idOf('d0'), CONSENT);
  await system('page', rule, publishing, consent);
  const platform = String((await ines.post('/api/spaces', { name: 'Platform' })).json['id']);
  for (const { id } of [raj, tomas]) await system('space', platform, 'add-member', { member: id, role: 'contributor' });
  await ines.post('/api/spaces', { name: 'Board', access: 'closed' });
  const said = async (who: Client, path: string): Promise<Record<string, unknown>> => {
    const reply = await who.get(path);
    if (reply.status !== 200) throw new Error(reply.text);
    return reply.json;
  };
  return {
    ...{ server, ines, raj, tomas, org, system },
    /** Opened in Platform unless said otherwise; its number. */
    decide: async (who: Client, more: object = {}): Promise<number> => {
      const body = { title: 'Keep one PostgreSQL', space: 'platform', ...TEXT, open: true, ...more };
      const reply = await who.post('/api/decisions', body);
      if (reply.status !== 201) throw new Error(reply.text);
      return Number(reply.json['number']);
    },
    look: (who: Client, number: number) => said(who, `/api/decisions/${number}`),
    /** Of the log, with its query. */
    titles: async (who: Client, query: string): Promise<readonly string[]> =>
      ((await said(who, `/api/decisions${query}`))['items'] as { title: string }[]).map(({ title }) => title),
  };
};

export const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};
