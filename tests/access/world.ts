import { randomUUID } from 'node:crypto';
import { SYSTEM } from '#kernel/stream/event.ts';
import { createAccount } from '#server/auth/accounts.ts';
import { hashPassword } from '#server/auth/password.ts';
import { transaction } from '#store/connection.ts';
import { WORK_KINDS, WORK_WORDS, workMakers, type Make } from './work-things.ts';
import { client, found, hasProtocols, HOURS, join, PASSWORD, type Client } from '../harness/client.ts';
import type { TestServer } from '../harness/server.ts';

/** Somebody who asks. `as` says whose eyes they have; null: nobody's. */
export interface Asker {
  readonly name: string;
  readonly as: Eyes | null;
  readonly client: Client;
  readonly scope: 'read' | 'write' | 'admin' | 'session';
}

export type Eyes = 'steward' | 'space steward' | 'contributor' | 'reader' | 'member' | 'agent' | 'foreign steward';

/** Something with an address, and a word that appears nowhere but in it. */
export interface Thing {
  readonly name: string;
  readonly id: string;
  readonly number: number;
  readonly marker: string;
  /** Told by hand, not computed: the second oracle. */
  readonly seenBy: readonly Eyes[];
}

export type Kind =
  | 'decision'
  | 'change'
  | 'repository'
  | 'request'
  | 'meeting'
  | 'task'
  | 'goal'
  | 'plan'
  | 'page'
  | 'acknowledgement'
  | 'file'
  | 'share'
  | 'comment'
  | 'space'
  | 'person'
  | 'team'
  | 'agent'
  | 'link';

export interface World {
  readonly askers: readonly Asker[];
  readonly things: Readonly<Record<Kind, readonly Thing[]>>;
  readonly ids: { readonly platform: string; readonly board: string; readonly raj: string; readonly mere: string };
  readonly by: Readonly<Record<Eyes, Client>>;
  /** A decision, request, meeting, task, goal, plan or page like another, without its marker, to be written to. */
  another(kind: Kind, like: Thing): Promise<string>;
}

const OURS: readonly Eyes[] = ['steward', 'space steward', 'contributor', 'reader', 'member', 'agent'];
const BOARD: readonly Eyes[] = ['space steward', 'contributor', 'reader'];
const NAMED: readonly Eyes[] = ['steward', 'contributor'];

const idOf = async (
  made: Promise<{ readonly status: number; readonly text: string; readonly json: Record<string, unknown> }>,
): Promise<string> => {
  const { status, text, json } = await made;
  if (status !== 201 && status !== 200) throw new Error(`the world could not be made: ${text}`);
  return String(json['id']);
};

/**
 * Northwind with a closed space, and Southwind, which nobody of Northwind may know of. Ines runs Northwind and is in no space; Raj is
 * steward of the closed space Board, Tomás contributes there, Aroha reads, Mere is in none of it; Scout is Raj's agent.
 */
export const makeWorld = async (server: TestServer): Promise<World> => {
  const { address, pool, wired } = server;
  const ines = await found(address);
  const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const tomas = await join(address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  const aroha = await join(address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  const mere = await join(address, ines, 'Mere', 'Pacific/Auckland');
  const lena = await join(address, ines, 'Lena Vogt', 'Europe/Berlin');
  const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
  const org = rows[0]?.org ?? '';

  const platform = await idOf(mere.post('/api/spaces', { name: 'Platform marigold', slug: 'platform', access: 'open' }));
  const board = await idOf(raj.post('/api/spaces', { name: 'Board basalt', slug: 'board', access: 'closed' }));
  await raj.put(`/api/spaces/${board}/members/${tomas.id}`, { role: 'contributor' });
  await raj.put(`/api/spaces/${board}/members/${aroha.id}`, { role: 'reader' });
  const team = await idOf(mere.post('/api/teams', { name: 'Keepers', members: [mere.id] }));
  const scout = await idOf(raj.post('/api/agents', { name: 'Scout', purpose: 'Looks around', accountable: raj.id }));

  const southwind = await foreignOrganization(server);
  const keyOf = async (of: Client, body: object): Promise<Client> => {
    const made = await of.post('/api/keys', body);
    if (made.status !== 201) throw new Error(`no key: ${made.text}`);
    return client(address, { key: String(made.json['token']) });
  };
  const agent = await keyOf(raj, { name: 'Scout', scope: 'admin', agent: scout });
  const by = {
    steward: ines,
    'space steward': raj,
    contributor: tomas,
    reader: aroha,
    member: mere,
    agent,
    'foreign steward': southwind.client,
  } as const;

  const decision = async (of: Client, marker: string, where: object): Promise<{ id: string; number: number }> => {
    const made = await of.post('/api/decisions', {
      title: `Keep ${marker}`,
      problem: `What to do about ${marker}.`,
      recommendation: 'Keep it.',
      ...where,
    });
    if (made.status !== 201) throw new Error(`no decision: ${made.text}`);
    return { id: String(made.json['id']), number: Number(made.json['number']) };
  };
  const opened = async (of: Client, marker: string, where: object): Promise<{ id: string; number: number }> => {
    const made = await decision(of, marker, where);
    const open = await of.post(`/api/decisions/${made.id}/openings`);
    if (open.status >= 300) throw new Error(`not opened: ${open.text}`);
    return made;
  };
  const MAKE: Readonly<Record<string, (word: string) => Promise<{ id: string; number: number }>>> = {
    open: (word) => opened(mere, word, { space: 'platform' }),
    closed: (word) => opened(tomas, word, { space: 'board' }),
    named: (word) => opened(ines, word, { audience: [tomas.id] }),
    draft: (word) => decision(tomas, word, { space: 'board' }),
    discarded: async (word) => {
      const made = await decision(tomas, word, { space: 'board' });
      await tomas.post(`/api/decisions/${made.id}/withdrawals`, {});
      return made;
    },
    foreign: (word) => opened(southwind.client, word, {}),
    unknown: async () => ({ id: randomUUID(), number: 999_999 }),
  };
  const SEEN: Readonly<Record<string, readonly Eyes[]>> = {
    open: OURS,
    closed: BOARD,
    named: NAMED,
    draft: ['contributor'],
    discarded: ['contributor'],
    foreign: ['foreign steward'],
    unknown: [],
  };
  const MARKERS: Readonly<Record<string, string>> = {
    open: 'marigold',
    closed: 'quartzite',
    named: 'obsidian',
    draft: 'tourmaline',
    discarded: 'feldspar',
    foreign: 'malachite',
    unknown: '',
  };
  const decisions: Thing[] = [];
  for (const [name, make] of Object.entries(MAKE))
    decisions.push({ name, ...(await make(MARKERS[name] ?? '')), marker: MARKERS[name] ?? '', seenBy: SEEN[name] ?? [] });
  const at = (name: string): Thing =>
    decisions.find((one) => one.name === name) ?? { name, id: '', number: 0, marker: '', seenBy: [] };

  const comment = async (of: Client, on: Thing, words: string, name = on.name): Promise<Thing> => ({
    ...on,
    name,
    number: 0,
    marker: words,
    id: await idOf(of.post(`/api/artifacts/${on.id}/comments`, { body: `A word about ${words}.` })),
  });
  const deleted = await comment(tomas, at('closed'), 'pyrite', 'deleted');
  await tomas.delete(`/api/comments/${deleted.id}`);
  const comments = [
    await comment(mere, at('open'), 'daffodil'),
    await comment(tomas, at('closed'), 'gneiss'),
    await comment(ines, at('named'), 'onyx'),
    deleted,
    await comment(southwind.client, at('foreign'), 'jadeite'),
    { ...at('unknown'), id: randomUUID() },
  ];
  const link = await idOf(tomas.post(`/api/artifacts/${at('closed').id}/links`, { rel: 'builds-on', to: at('open').id }));

  const person = (name: string, id: string, seenBy: readonly Eyes[], marker = ''): Thing => ({
    name,
    id,
    number: 0,
    marker,
    seenBy,
  });
  const request = async (of: Client, marker: string, about: object): Promise<{ id: string; number: number }> => {
    const made = await of.post('/api/requests', { question: `Where do we keep the ${marker}?`, ...about });
    if (made.status !== 201) throw new Error(`no request: ${made.text}`);
    return { id: String(made.json['id']), number: Number(made.json['number']) };
  };
  const ASK: Readonly<Record<string, (word: string) => Promise<{ id: string; number: number }>>> = {
    open: (word) => request(mere, word, { to: raj.id }),
    closed: (word) => request(tomas, word, { to: raj.id, space: 'board' }),
    named: (word) => request(ines, word, { to: tomas.id, audience: [] }),
    foreign: (word) => request(southwind.client, word, { to: southwind.other }),
    unknown: async () => ({ id: randomUUID(), number: 999_999 }),
  };
  const ASKED: Readonly<Record<string, string>> = {
    open: 'saffron',
    closed: 'hornfels',
    named: 'chalk',
    foreign: 'gabbro',
    unknown: '',
  };
  const requests: Thing[] = [];
  for (const [name, make] of Object.entries(ASK))
    requests.push({ name, ...(await make(ASKED[name] ?? '')), marker: ASKED[name] ?? '', seenBy: SEEN[name] ?? [] });

  const meeting = async (of: Client, marker: string, about: object): Promise<{ id: string; number: number }> => {
    const when = { from: '2090-03-27T09:00:00Z', minutes: 30, questions: [`What of the ${marker}?`] };
    const made = await of.post('/api/meetings', { title: `About the ${marker}`, ...when, ...about });
    if (made.status !== 201) throw new Error(`no meeting: ${made.text}`);
    return { id: String(made.json['id']), number: Number(made.json['number']) };
  };
  const MEET: Readonly<Record<string, (word: string) => Promise<{ id: string; number: number }>>> = {
    open: (word) => meeting(mere, word, { people: [raj.id], space: 'platform' }),
    closed: (word) => meeting(tomas, word, { people: [raj.id], space: 'board' }),
    named: (word) => meeting(ines, word, { people: [tomas.id] }),
    foreign: (word) => meeting(southwind.client, word, { others: 1 }),
    unknown: async () => ({ id: randomUUID(), number: 999_999 }),
  };
  const MET: Readonly<Record<string, string>> = {
    open: 'sorrel',
    closed: 'gneiss',
    named: 'shale',
    foreign: 'schist',
    unknown: '',
  };
  const meetings: Thing[] = [];
  for (const [name, make] of Object.entries(MEET))
    meetings.push({ name, ...(await make(MET[name] ?? '')), marker: MET[name] ?? '', seenBy: SEEN[name] ?? [] });
  const olu = southwind.client;
  const work = workMakers({ mere, tomas, ines, olu, raj: raj.id, ada: southwind.other, named: at('named').number });
  const worked: Record<(typeof WORK_KINDS)[number], Thing[]> = { plan: [], task: [], goal: [] };
  for (const kind of WORK_KINDS)
    for (const [name, make] of Object.entries(work[kind])) {
      const marker = WORK_WORDS[kind][name] ?? '';
      worked[kind].push({ name, ...(await make(marker)), marker, seenBy: SEEN[name] ?? [] });
    }

  const WATCHED: Readonly<Record<string, readonly [org: string, space: string | null, marker: string]>> = {
    open: [org, platform, 'teasel'],
    closed: [org, board, 'marl'],
    foreign: [southwind.org, southwind.space, 'chert'],
  };
  const repositories: Thing[] = [];
  const changes: Thing[] = [];
  for (const [name, [home, space, marker]] of Object.entries(WATCHED)) {
    const [repository, change] = [randomUUID(), randomUUID()];
    const command = { org: home, by: SYSTEM } as const;
    const watched = {
      forge: null,
      name: `northwind/${marker}`,
      space,
      protect: [],
      issues: null,
      withoutChecks: false,
      production: [],
      incidents: [],
    };
    const snapshot = {
      ...{ title: `Turn the ${marker} on`, text: '', url: null, login: 'somebody', head: 'a1', base: 'main', merge: null },
      ...{ state: 'open', labels: [], openedAt: 1_770_000_000_000, closedAt: null, mergedBy: null },
    };
    const noted = {
      ...{ repository, repositoryName: watched.name, space, key: '1', people: {} },
      seen: { at: 1_770_000_000_000, snapshot, mentions: [] },
    };
    await wired.send({ ...command, id: randomUUID(), kind: 'repository', artifact: repository, name: 'connect', data: watched });
    const made = await wired.send({ ...command, id: randomUUID(), kind: 'change', artifact: change, name: 'note', data: noted });
    if (made.refused) throw new Error(made.message);
    const seenBy = SEEN[name] ?? [];
    repositories.push({ name, id: repository, number: 0, marker, seenBy });
    changes.push({ name, id: change, number: made.ok.number, marker, seenBy });
  }
  const nowhere = { name: 'unknown', number: 999_999, marker: '', seenBy: [] };
  repositories.push({ ...nowhere, id: randomUUID() });
  changes.push({ ...nowhere, id: randomUUID() });

  const page = async (of: Client, marker: string, where: object): Promise<{ id: string; number: number }> => {
    const made = await of.post('/api/pages', { body: `# Where the ${marker} is\n\nIt is kept.\n`, ...where });
    if (made.status !== 201) throw new Error(`no page: ${made.text}`);
    return { id: String(made.json['id']), number: Number(made.json['number']) };
  };
  const PUBLISH: Readonly<Record<string, (word: string) => Promise<{ id: string; number: number }>>> = {
    open: (word) => page(mere, word, { space: 'platform' }),
    closed: (word) => page(tomas, word, { space: 'board' }),
    named: (word) => page(ines, word, { only: [tomas.id] }),
    deleted: async (word) => {
      const made = await page(tomas, word, { space: 'board' });
      const gone = await tomas.post(`/api/pages/${made.id}/deletions`, { reason: 'Never true' });
      if (gone.status !== 200) throw new Error(`not deleted: ${gone.text}`);
      return made;
    },
    foreign: (word) => page(southwind.client, word, {}),
    unknown: async () => ({ id: randomUUID(), number: 999_999 }),
  };
  const PUBLISHED: Readonly<Record<string, string>> = {
    open: 'larkspur',
    closed: 'andesite',
    named: 'graphite',
    deleted: 'dolomite',
    foreign: 'peridotite',
    unknown: '',
  };
  const pages: Thing[] = [];
  for (const [name, make] of Object.entries(PUBLISH)) {
    const seenBy = SEEN[name === 'deleted' ? 'closed' : name] ?? [];
    pages.push({ name, ...(await make(PUBLISHED[name] ?? '')), marker: PUBLISHED[name] ?? '', seenBy });
  }
  const pageAt = (name: string): Thing => pages.find((one) => one.name === name) ?? { ...at('unknown'), id: randomUUID() };
  const file = async (of: Client, on: Thing, marker: string, name = on.name): Promise<Thing> => {
    const made = await of.call('POST', `/api/artifacts/${on.id}/files?name=${marker}.txt`, {
      body: `All about ${marker}.`,
      headers: { 'content-type': 'application/octet-stream' },
    });
    return { name, id: await idOf(Promise.resolve(made)), number: 0, marker, seenBy: name === 'deleted' ? [] : on.seenBy };
  };
  const gone = await file(tomas, pageAt('closed'), 'zircon', 'deleted');
  await tomas.delete(`/api/files/${gone.id}`);
  const files = [
    await file(mere, pageAt('open'), 'beryl'),
    await file(tomas, pageAt('closed'), 'corundum'),
    await file(ines, pageAt('named'), 'spinel'),
    gone,
    await file(southwind.client, pageAt('foreign'), 'topaz'),
    { ...pageAt('unknown'), id: randomUUID() },
  ];
  const acknowledge = async (name: string, of: Client, people: readonly string[], marker: string, seenBy: readonly Eyes[]) => {
    const on = pages.find((one) => one.name === name)?.id ?? '';
    const by = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const made = await of.post(`/api/pages/${on}/acknowledgements`, { people, by, why: `The ${marker} has moved` });
    if (made.status !== 201) throw new Error(`nobody asked: ${made.text}`);
    return { name, id: String(made.json['id']), number: Number(made.json['number']), marker, seenBy };
  };
  const acknowledgements: readonly Thing[] = [
    await acknowledge('open', mere, [raj.id], 'foxglove', ['member', 'space steward']),
    await acknowledge('closed', tomas, [raj.id], 'rhyolite', ['contributor', 'space steward']),
    await acknowledge('foreign', southwind.client, [southwind.other], 'pumice', ['foreign steward']),
    { name: 'unknown', id: randomUUID(), number: 999_999, marker: '', seenBy: [] },
  ];
  const shared = async (name: string, of: Client, marker: string, seenBy: readonly Eyes[]): Promise<Thing> => ({
    ...{ name, number: 0, marker, seenBy },
    id: await idOf(of.post(`/api/pages/${pageAt(name).id}/shares`, { note: `For the ${marker} office` })),
  });
  const shares: readonly Thing[] = [
    await shared('open', mere, 'yarrow', OURS),
    await shared('closed', tomas, 'dacite', BOARD),
    await shared('named', ines, 'kyanite', NAMED),
    await shared('foreign', southwind.client, 'opal', ['foreign steward']),
    { ...pageAt('unknown'), id: randomUUID() },
  ];
  const makers: Readonly<Partial<Record<Kind, Readonly<Record<string, Make>>>>> = {
    decision: MAKE,
    request: ASK,
    page: PUBLISH,
    meeting: MEET,
    ...work,
  };

  const things = {
    decision: decisions,
    change: changes,
    repository: repositories,
    request: requests,
    meeting: meetings,
    ...worked,
    page: pages,
    acknowledgement: acknowledgements,
    file: files,
    share: shares,
    comment: comments,
    space: [
      { name: 'open', id: platform, number: 0, marker: '', seenBy: OURS },
      { name: 'closed', id: board, number: 0, marker: 'basalt', seenBy: [...BOARD, 'steward'] },
      { name: 'foreign', id: southwind.space, number: 0, marker: 'serpentine', seenBy: ['foreign steward'] },
      { name: 'unknown', id: randomUUID(), number: 0, marker: '', seenBy: [] },
    ],
    person: [
      person('own', mere.id, OURS),
      person('foreign', southwind.person, ['foreign steward'], 'Olivine'),
      person('unknown', randomUUID(), []),
    ],
    team: [person('own', team, OURS), person('unknown', randomUUID(), [])],
    agent: [person('own', scout, OURS), person('unknown', randomUUID(), [])],
    link: [
      { name: 'closed', id: link, number: 0, marker: '', seenBy: BOARD },
      { name: 'unknown', id: randomUUID(), number: 0, marker: '', seenBy: [] },
    ],
  } as const satisfies World['things'];

  const lenasKey = await keyOf(lena, { name: 'kept', scope: 'admin' });
  await wired.send({ id: randomUUID(), org, by: SYSTEM, kind: 'person', artifact: lena.id, name: 'depart', data: {} });
  const over = client(address);
  await over.post('/api/sessions', { mail: 'mere@northwind.example', password: PASSWORD });
  await pool.query(
    `update account_sessions set expires_at = proceed_now() - interval '1 second' where id = (select id from account_sessions order by created_at desc limit 1)`,
  );
  const ended = client(address);
  await ended.post('/api/sessions', { mail: 'mere@northwind.example', password: PASSWORD });
  const cookie = ended.cookie();
  await ended.delete('/api/sessions/current');

  const askers: readonly Asker[] = [
    { name: 'nobody', as: null, client: client(address), scope: 'session' },
    {
      name: 'a forged session',
      as: null,
      client: client(address, { cookie: `proceed_session=${'A'.repeat(43)}` }),
      scope: 'session',
    },
    { name: 'an expired session', as: null, client: over, scope: 'session' },
    { name: 'a session that ended', as: null, client: client(address, { cookie }), scope: 'session' },
    { name: 'somebody who left', as: null, client: lena, scope: 'session' },
    { name: 'a key of somebody who left', as: null, client: lenasKey, scope: 'admin' },
    { name: 'a forged key', as: null, client: client(address, { key: `prk_${'A'.repeat(43)}` }), scope: 'admin' },
    { name: 'a steward of another organization', as: 'foreign steward', client: southwind.client, scope: 'session' },
    { name: 'a steward of the organization', as: 'steward', client: ines, scope: 'session' },
    { name: 'a steward of the space', as: 'space steward', client: raj, scope: 'session' },
    { name: 'a contributor', as: 'contributor', client: tomas, scope: 'session' },
    { name: 'a reader', as: 'reader', client: aroha, scope: 'session' },
    { name: 'a member', as: 'member', client: mere, scope: 'session' },
    {
      name: 'a contributor’s key to read',
      as: 'contributor',
      client: await keyOf(tomas, { name: 'reads', scope: 'read' }),
      scope: 'read',
    },
    {
      name: 'a contributor’s key to write',
      as: 'contributor',
      client: await keyOf(tomas, { name: 'writes', scope: 'write' }),
      scope: 'write',
    },
    {
      name: 'a contributor’s key for all',
      as: 'contributor',
      client: await keyOf(tomas, { name: 'runs', scope: 'admin' }),
      scope: 'admin',
    },
    { name: 'an agent', as: 'agent', client: agent, scope: 'admin' },
  ];
  return {
    askers,
    things,
    ids: { platform, board, raj: raj.id, mere: mere.id },
    by,
    another: async (kind, { name }) => (await (makers[kind] ?? MAKE)[name]?.('spare'))?.id ?? '',
  };
};

/** Installations have one organization; the data has room for more, and the walls between them are tried here. */
const foreignOrganization = async ({ address, pool, wired }: TestServer) => {
  const org = randomUUID();
  const actor = randomUUID();
  const other = randomUUID();
  const steps = [
    ['organization', org, 'found', { name: 'Southwind' }],
    ['person', actor, 'invite', { name: 'Olu Olivine', mail: 'olu@southwind.example', role: 'steward' }],
    ['person', actor, 'join', { hours: HOURS }],
    ['person', other, 'invite', { name: 'Ada Olivine', mail: 'ada@southwind.example' }],
    ['person', other, 'join', { hours: HOURS }],
  ] as const;
  for (const [kind, artifact, name, data] of steps) {
    const sent = await wired.send({ id: randomUUID(), org, by: SYSTEM, kind, artifact, name, data });
    if (sent.refused) throw new Error(sent.message);
  }
  const passwordHash = await hashPassword(PASSWORD);
  await transaction(pool, (connection) =>
    createAccount(connection, { org, actor, mail: 'olu@southwind.example', name: 'Olu Olivine', passwordHash }),
  );
  const olu = client(address);
  await olu.post('/api/sessions', { mail: 'olu@southwind.example', password: PASSWORD });
  await hasProtocols(olu);
  const space = await idOf(olu.post('/api/spaces', { name: 'South serpentine', access: 'open' }));
  return { client: olu, org, person: actor, other, space };
};
