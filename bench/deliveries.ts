import { createHmac, randomUUID } from 'node:crypto';
import { httpRequest, load } from './load.ts';
import { found, post, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

const SECONDS = 5;
const CLIENTS = 16;

/** Signed deliveries of a forge through HTTP, each of another state of one of a thousand pull requests, durable when it is answered. */
export const benchDeliveries = async (stage: Stage): Promise<readonly Measured[]> => {
  const server = await stage.process('server.ts', await stage.database('deliveries'));
  const { authorization } = await found(server.port);
  const door = await post(server.port, '/api/forges', authorization, { vendor: 'github', called: 'GitHub' });
  await post(server.port, '/api/repositories', authorization, { name: 'northwind/freight', forge: door['id'] });
  const path = `/api/forges/${String(door['id'])}/deliveries`;
  const began = Date.parse('2026-03-27T09:00:00Z');
  let count = 0;
  const request = (again: boolean) => () => {
    count += again ? 0 : 1;
    const moment = new Date(began + count * 1_000).toISOString();
    const user = { login: 'raj-m' };
    const pull = {
      ...{
        number: 1 + (count % 1_000),
        title: `Round tax up ${count}`,
        body: 'Why, and how.',
        html_url: 'https://github.example/1',
        user,
      },
      ...{ state: 'open', draft: false, head: { sha: String(count).padStart(40, 'a') }, base: { ref: 'main' }, labels: [] },
      ...{ created_at: new Date(began).toISOString(), updated_at: moment },
    };
    const repository = { full_name: 'northwind/freight' };
    const body = JSON.stringify({ action: 'synchronize', repository, pull_request: pull });
    const signature = createHmac('sha256', String(door['secret'])).update(body).digest('hex');
    const headers = {
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    };
    return httpRequest('POST', path, headers, body);
  };
  await load({ port: server.port, clients: CLIENTS, seconds: 1, request: request(false) });
  const fresh = await load({ port: server.port, pid: server.pid, clients: CLIENTS, seconds: SECONDS, request: request(false) });
  const known = await load({ port: server.port, clients: CLIENTS, seconds: SECONDS, request: request(true) });
  const fault = fresh.firstFailure ?? known.firstFailure;
  if (fault !== null) throw new Error(`a delivery failed: ${fault}`);
  await server.stop();
  return [
    { bench: 'deliveries', what: 'taken in', value: fresh.rate, unit: '/s' },
    { bench: 'deliveries', what: 'taken in, p99', value: fresh.p99, unit: 'ms' },
    { bench: 'deliveries', what: 'processor time each', value: fresh.cpu, unit: 'ms' },
    { bench: 'deliveries', what: 'known already', value: known.rate, unit: '/s' },
  ];
};
