import { commandIdOf } from '#server/idempotency.ts';
import { found, join, type Client } from '../harness/client.ts';

/** Somebody who writes with a key that never ends: under a swift clock sessions would. */
export interface Somebody {
  readonly id: string;
  readonly handle: string;
  readonly key: string;
  /** The command that a write with this Idempotency-Key is. */
  command(key: string): string;
}

export interface Northwind {
  readonly org: string;
  readonly people: readonly [Somebody, ...Somebody[]];
  /** A decision that everybody may comment on. */
  readonly anchor: string;
}

const ROUND_THE_CLOCK = { zone: 'Europe/Berlin', week: { 'mon-sun': '00:00-24:00' } } as const;

/** Two work round the clock, two from nine to five: what is asked comes due within seconds and within minutes. */
export const foundNorthwind = async (address: string): Promise<Northwind> => {
  const ines = await found(address);
  const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const tomas = await join(address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  const aroha = await join(address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  const me = (await ines.get('/api/me')).json as {
    readonly actor: { readonly id: string };
    readonly organization: { readonly id: string };
  };
  const org = me.organization.id;
  const somebody = async (who: Client, id: string, handle: string): Promise<Somebody> => {
    const key = String((await done(who.post('/api/keys', { name: 'faults', scope: 'write', days: null })))['token']);
    return { id, handle, key, command: (name) => idOf(`${org} ${id}`, name) };
  };
  const first = await somebody(ines, me.actor.id, 'ines');
  const others = [
    await somebody(raj, raj.id, 'raj'),
    await somebody(tomas, tomas.id, 'tomas'),
    await somebody(aroha, aroha.id, 'aroha'),
  ];
  await done(ines.put(`/api/people/${first.id}/hours`, { hours: ROUND_THE_CLOCK }));
  await done(raj.put(`/api/people/${raj.id}/hours`, { hours: { ...ROUND_THE_CLOCK, zone: 'Asia/Kolkata' } }));
  await done(raj.put(`/api/people/${raj.id}/deputies`, { deputies: [tomas.id] }));
  const anchor = await done(
    ines.post('/api/decisions', {
      title: 'Keep one PostgreSQL',
      problem: 'Two are one too many.',
      recommendation: 'Keep one.',
      open: true,
    }),
  );
  return { org, people: [first, ...others], anchor: String(anchor['id']) };
};

const idOf = (who: string, key: string): string => {
  const id = commandIdOf(who, key);
  if (id.refused) throw new Error(id.message);
  return id.ok;
};

const done = async (asked: ReturnType<Client['post']>): Promise<Record<string, unknown>> => {
  const { status, text, json } = await asked;
  if (status >= 300) throw new Error(`the scene could not be set: ${text}`);
  return json;
};
