import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandPath } from '#kernel/stream/commands.ts';
import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { deciders } from '#server/practices.ts';
import { countWords } from '#store/texts/lexicon.ts';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { page } from '#tests/small-organization.ts';
import type { Db, Question } from '#server/route.ts';
import type { Narrowing } from './narrowing.ts';
import { placesOf } from './finds.ts';
import { candidates } from './queries.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const org = ((await ines.get('/api/me')).json['organization'] as { id: string }).id;
const pages = commandPath(server.wired.stream, new Map([['sheet', page as Decider<unknown>]]));
const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const platform = String((await ines.post('/api/spaces', { name: 'Platform', access: 'open' })).json['id']);
const numbers = new Map<string, number>();

interface Written {
  readonly title: string;
  readonly text?: string;
  readonly language?: string;
  readonly space?: string;
}

const write = async (data: Written, artifact: string = randomUUID()): Promise<string> => {
  const sent = await pages.send({ id: randomUUID(), org, by: SYSTEM, kind: 'sheet', artifact, name: 'write', data });
  if (sent.refused) throw new Error(sent.message);
  numbers.set(data.title, sent.ok.number);
  return artifact;
};

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly number: number | null;
  readonly excerpt: readonly { readonly text: string; readonly hit: boolean }[];
  readonly on: { readonly title: string } | null;
}

const ask = async (who: Client, typed: string, more = '') =>
  (await who.get(`/api/search?q=${encodeURIComponent(typed)}${more}`)).json as {
    readonly items: readonly Item[];
    readonly next: string | null;
    readonly mended: readonly { readonly typed: string; readonly meant: string }[];
  };
const find = async (who: Client, typed: string): Promise<readonly string[]> =>
  (await ask(who, typed)).items.map(({ title }) => title);
const hits = (item: Item | undefined): readonly string[] =>
  (item?.excerpt ?? []).filter(({ hit }) => hit).map(({ text }) => text);

const NOT_NARROWED: Narrowing = {
  ...{ kinds: null, notKinds: [], spaces: null, notSpaces: [], authors: null, notAuthors: [] },
  ...{ before: null, after: null, statuses: null, notStatuses: [] },
};

beforeAll(async () => {
  for (const one of [
    { title: 'Keep one PostgreSQL', text: 'One primary per region. Failures were of people.', space: platform },
    { title: 'Move to PostgreSQL 18', text: 'The upgrade takes an afternoon.' },
    { title: '100% remote_work', text: 'Everybody works from where they like.' },
    {
      title: 'Ärger mit Öl',
      text: 'Die Häuser in den Gärten brauchen neue Heizungen, und die Eigentümer müssen das bis zum Winter bezahlen.',
      language: 'de',
    },
    { title: '王小明的计划', text: '东京办公室明年搬家。' },
    { title: '東京オフィス', text: '引っ越しは来年の春に行います。' },
    { title: 'การลาพักร้อน', text: 'ภาษาไทยเป็นภาษาราชการ' },
    { title: 'PostgreSQL of the board', text: 'The acquisition of Contoso is called zanzibar.', space: board },
    {
      title: 'Vacation',
      text: 'Ask your lead for days away from work. You have 25 of them a year, and nobody has to explain them.',
    },
    {
      title: 'Paid time off',
      text: '# Requesting\n\nRequest time off in the calendar two weeks ahead; your lead agrees within a day.',
    },
    { title: 'Timekeeping', text: 'How do I note the time that I need? You do not.' },
    {
      title: 'Información para viajes',
      text: 'Las informaciones sobre los viajes de trabajo están aquí, y cada persona reserva lo que necesita para ello.',
      language: 'es',
    },
  ])
    await write(one);
  await countWords(server.pool, deciders);
});

describe('Words', () => {
  it('are found in titles and texts, in other forms, and by their beginning', async () => {
    expect(await find(raj, 'keep')).toEqual(['Keep one PostgreSQL']);
    expect((await find(raj, 'postgresql')).toSorted()).toEqual(['Keep one PostgreSQL', 'Move to PostgreSQL 18']);
    expect((await find(raj, 'regions'))[0]).toBe('Keep one PostgreSQL');
    expect((await find(raj, 'upgra'))[0]).toBe('Move to PostgreSQL 18');
    expect((await find(raj, 'postgresql 18'))[0]).toBe('Move to PostgreSQL 18');
  });

  it('are found in the language of their text, and without their accents', async () => {
    expect((await find(raj, 'haus'))[0]).toBe('Ärger mit Öl');
    expect((await find(raj, 'arger'))[0]).toBe('Ärger mit Öl');
    expect((await find(raj, 'informacion'))[0]).toBe('Información para viajes');
    expect((await find(raj, 'viaje'))[0]).toBe('Información para viajes');
  });

  it('are found at once in a language that nobody wrote in before, in other forms', async () => {
    await write({
      title: 'Отпуск',
      text: 'Каждый сотрудник имеет право на отпуск. Заявление подаётся руководителю за две недели, и он отвечает в течение дня. Командировки согласуются отдельно.',
    });
    expect(await find(raj, 'командировка')).toEqual(['Отпуск']);
  });

  it('are found by any part where a script has no spaces', async () => {
    for (const part of ['小明的计划', '小明', '计划', '划']) expect(await find(raj, part), part).toContain('王小明的计划');
    for (const part of ['東京オフィス', 'オフィス', '京オ', '来年'])
      expect(await find(raj, part), part).toContain('東京オフィス');
    for (const part of ['ภาษาไทย', 'ไทย', 'พักร้อน']) expect(await find(raj, part), part).toContain('การลาพักร้อน');
    expect(await find(raj, '明小')).toEqual([]);
  });

  it('answer a question in plain words', async () => {
    expect((await find(raj, 'how do I request time off?'))[0]).toBe('Paid time off');
    expect((await find(raj, 'how many days away from work do I have'))[0]).toBe('Vacation');
  });

  it('are shown where they stand', async () => {
    const { items } = await ask(raj, 'primary failure');
    expect(hits(items[0])).toEqual(['primary', 'Failures']);
    expect(items[0]?.excerpt.map(({ text }) => text).join('')).toContain('One primary per region. Failures were of people.');
  });
});

describe('What is typed beside words', () => {
  it('joins them: quotes for a row, a minus for without, or for either', async () => {
    expect(await find(raj, '"time off"')).toEqual(['Paid time off']);
    expect((await find(raj, 'time -off'))[0]).toBe('Timekeeping');
    expect(await find(raj, 'time -off')).not.toContain('Paid time off');
    expect((await find(raj, 'primary or afternoon')).toSorted()).toEqual(['Keep one PostgreSQL', 'Move to PostgreSQL 18']);
    expect(await find(raj, 'postgresql -"one postgresql"')).toEqual(['Move to PostgreSQL 18']);
  });

  it('narrows: space, kind, author, time and state', async () => {
    expect(await find(raj, 'postgresql space:platform')).toEqual(['Keep one PostgreSQL']);
    expect(await find(raj, 'postgresql -space:platform')).toEqual(['Move to PostgreSQL 18']);
    expect(await find(raj, 'postgresql kind:decision')).toEqual([]);
    expect(await find(raj, 'postgresql is:written after:1d')).toHaveLength(2);
    expect(await find(raj, 'postgresql before:2020')).toEqual([]);
    expect(await find(raj, 'space:platform')).toEqual(['Keep one PostgreSQL']);
    expect(await find(raj, 'tomas kind:person')).toEqual(['Tomás Lima']);
  });

  it('is refused with a sentence that says what would be right, when it narrows to nothing that there is', async () => {
    for (const [typed, sentence] of [
      ['x space:nowhere', 'There is no space “nowhere” that you can see.'],
      ['x kind:song', 'There is no kind “song”. There are: page, decision,'],
      ['x by:zelda', 'There is nobody called “zelda”.'],
      ['x before:2026-13', '“2026-13” is no date. Write before:2026-03-27'],
      ['x is:"a b"', '“a b” is no state.'],
    ] as const) {
      const { status, json } = await raj.get(`/api/search?q=${encodeURIComponent(typed)}`);
      expect({ status, field: json['field'] }).toEqual({ status: 422, field: '/query/q' });
      expect(json['detail']).toContain(sentence);
    }
    expect((await raj.get(`/api/search?q=${encodeURIComponent('x space:')}`)).status).toBe(200);
  });

  it('finds by number, with or without its sign', async () => {
    const number = numbers.get('Keep one PostgreSQL');
    expect((await find(raj, `#${number}`))[0]).toBe('Keep one PostgreSQL');
    expect((await find(raj, `${number}`))[0]).toBe('Keep one PostgreSQL');
  });

  it('finds people without their accents or by their handle, and spaces by their name', async () => {
    expect(await find(raj, 'tomas')).toEqual(['Tomás Lima']);
    expect(await find(raj, '@raj')).toEqual(['Raj Mehta']);
    expect(await find(ines, 'boa')).toEqual(['Board', 'PostgreSQL of the board']);
  });
});

describe('What was mistyped', () => {
  it('is taken for the likest word, and that is said', async () => {
    expect(await ask(raj, 'kepe')).toMatchObject({ mended: [{ typed: 'kepe', meant: 'keep' }] });
    expect(await ask(raj, 'postgrseql')).toMatchObject({ mended: [{ typed: 'postgrseql', meant: 'postgresql' }] });
    expect((await find(raj, 'vacatoin'))[0]).toBe('Vacation');
    expect(await find(raj, 'gresql 18')).toEqual(expect.arrayContaining(['Move to PostgreSQL 18']));
  });

  it('is never taken for a word that stands only in what the reader may not see, nor is a word of that known', async () => {
    expect(await ask(ines, 'zanzibra')).toMatchObject({ mended: [{ meant: 'zanzibar' }] });
    expect(await ask(raj, 'zanzibra')).toEqual({ items: [], next: null, mended: [] });
    // One letter from a word that he sees, and itself in what he may not see: it is as if it were not there.
    await write({ title: 'Secret', text: 'The vacatiom of the board.', space: board });
    await countWords(server.pool, deciders);
    expect(await ask(raj, 'vacatiom')).toMatchObject({ mended: [{ typed: 'vacatiom', meant: 'vacation' }] });
    expect(await ask(ines, 'vacatiom')).toMatchObject({ mended: [] });
  });
});

describe('Access', () => {
  it('finds nothing that the asker may not see', async () => {
    expect(await find(ines, 'of the board')).toContain('PostgreSQL of the board');
    for (const typed of ['contoso', '"acquisition of contoso"', 'board', 'zanz', `#${numbers.get('PostgreSQL of the board')}`])
      expect(await find(raj, typed), typed).toEqual([]);
    expect((await raj.get('/api/search?q=x%20space%3Aboard')).status).toBe(422);
  });

  it('finds the same where the index is asked who sees a text, and where each text is', async () => {
    const { rows } = await server.pool.query<{ id: string; keys: string[] }>('select id, keys from actors where org = $1', [org]);
    const wanted = { tiers: [{ query: `'postgresql'`, most: 50 }], scores: [], stems: ['postgresql'], enough: 50, top: 50 };
    const everything = await server.pool.query<{ id: string }>(
      `select artifact as id from texts where org = $1 and words @@ 'postgresql' order by 1`,
      [org],
    );
    const seen = new Set<number>();
    for (const { keys } of rows) {
      const found = await Promise.all(
        [[], [`${ORG_KEY}:${org}`]].map(async (most) => {
          const db: Db = {
            rows: async <Row>({ name, text, values }: Question) =>
              name === 'search.keys-on-most'
                ? (most.map((key) => ({ key })) as Row[])
                : ((await server.pool.query({ text, values: [...values] })).rows as Row[]),
          };
          return (await candidates(db, { org, keys }, wanted, NOT_NARROWED)).rows.map(({ id }) => id).toSorted();
        }),
      );
      expect(found[1]).toEqual(found[0]);
      seen.add(found[0]?.length ?? 0);
    }
    expect(everything.rows).toHaveLength(Math.max(...seen));
    expect(Math.min(...seen)).toBeLessThan(Math.max(...seen));
  });

  it('knows where each word stands, and whether that is in the title, in a heading or in the first paragraph', async () => {
    await write({
      title: 'A marmot, and its den',
      text: 'The den of a marmot is deep.\n\n## Den and marmot\n\nNo marmot’s den is like another den.',
    });
    const db: Db = {
      rows: async <Row>({ text, values }: Question) => (await server.pool.query({ text, values: [...values] })).rows as Row[],
    };
    const stems = ['marmot', 'den', 'a', 'wallabi'];
    const tiers = [{ query: `'marmot'`, most: 10 }];
    const { rows } = await candidates(
      db,
      { org, keys: [ORG_KEY] },
      { tiers, scores: [], stems, enough: 10, top: 10 },
      NOT_NARROWED,
    );
    const places = rows.map(placesOf);
    const vector = (await server.pool.query<{ words: string }>(`select words::text from texts where words @@ '''marmot'''`)).rows;
    expect(vector).toHaveLength(1);
    for (const stem of stems) {
      const written = new RegExp(`'${stem}':(\\S+)`).exec(vector[0]?.words ?? '')?.[1]?.split(',');
      expect(places.map((some) => some.get(stem)?.at.map((at, nth) => `${at}${some.get(stem)?.fields[nth]}`))).toEqual([
        written?.map((one) => (/\d$/.test(one) ? `${one}D` : one)),
      ]);
    }
    expect(places[0]?.get('marmot')?.fields).toEqual(['A', 'C', 'B', 'D']);
  });

  it('goes by what links call a page, as far as the asker sees where they stand', async () => {
    const publish = async (title: string, text: string, space?: string): Promise<number> =>
      Number(
        (await ines.post('/api/pages', { body: `# ${title}\n\n${text}`, ...(space !== undefined && { space }) })).json['number'],
      );
    const shelf = 'The third shelf, beside the larder.';
    const older = await publish('Where the rota hangs', shelf);
    await publish('Where the list hangs', shelf);
    await publish('Kitchen of the board', `Look up the [larder shelf](/${older}).`, board);
    const called = async (who: Client) => (await find(who, 'larder shelf')).filter((title) => title.startsWith('Where'));
    expect(await called(ines)).toEqual(['Where the rota hangs', 'Where the list hangs']);
    expect(await called(raj)).toEqual(['Where the list hangs', 'Where the rota hangs']);
  });

  it('follows a page that moves out of sight, and back', async () => {
    const id = await write({ title: 'Flamingo', text: 'A flamingo stands in the water.' });
    expect(await find(raj, 'flamingo')).toEqual(['Flamingo']);
    await write({ title: 'Flamingo', text: 'A flamingo stands in the water.', space: board }, id);
    expect(await find(raj, 'flamingo')).toEqual([]);
    expect(await find(ines, 'flamingo')).toEqual(['Flamingo']);
    await write({ title: 'Flamingo', text: 'A flamingo stands in the water.' }, id);
    expect(await find(raj, 'flamingo')).toEqual(['Flamingo']);
  });

  it('shows comments to those who see what they are about, and leads there', async () => {
    const about = (await ines.post('/api/decisions', { title: 'Paint the office', space: 'board', open: false })).json;
    await ines.post(`/api/artifacts/${String(about['id'])}/comments`, { body: 'Turquoise suits the morning light.' });
    const { items } = await ask(ines, 'turquoise');
    expect(items[0]).toMatchObject({ kind: 'comment', number: null, on: { title: 'Paint the office' } });
    expect(hits(items[0])).toEqual(['Turquoise']);
    expect(await find(raj, 'turquoise')).toEqual([]);
  });
});

describe('What is gone', () => {
  it('is not found any more: an old text, a deleted comment', async () => {
    const id = await write({ title: 'Lighthouse', text: 'It shines at night, marvellously.' });
    expect(await find(raj, 'marvellously')).toEqual(['Lighthouse']);
    await write({ title: 'Lighthouse', text: 'It shines at night.' }, id);
    expect(await find(raj, 'marvellously')).toEqual([]);
    const about = (await ines.post('/api/decisions', { title: 'Buy a boat', open: false })).json;
    const comment = (await ines.post(`/api/artifacts/${String(about['id'])}/comments`, { body: 'Periwinkle, please.' })).json;
    expect(await find(ines, 'periwinkle')).toHaveLength(1);
    await ines.delete(`/api/comments/${String(comment['id'])}`);
    expect(await find(ines, 'periwinkle')).toEqual([]);
    await countWords(server.pool, deciders);
    const { rows } = await server.pool.query(`select word from lexicon where word in ('periwinkle', 'marvellously')`);
    expect(rows).toEqual([]);
  });
});

describe('Whatever is typed', () => {
  it('signs are nothing to go by, and break nothing', async () => {
    expect((await find(raj, '100% remote_'))[0]).toBe('100% remote_work');
    const hostile = [
      '%',
      '\\',
      "'",
      '_',
      '*',
      '@',
      '#',
      '   ',
      '%%%',
      '"; drop',
      '& | ! <->',
      "'a':*",
      '((((',
      '-',
      '--',
      '-"',
      '"',
      '""',
      'or',
      'or or',
      'a or',
      '-a',
      '-a -b',
      ':',
      'kind:',
      'constructor',
      '__proto__',
      'toString',

      '\u202E',
      '👩‍👩‍👧',
      '\uD800',
      'é'.normalize('NFD'),
      "it's",
      "'",
      '’’',
      'a'.repeat(400),
      '"a b '.repeat(60),
      '-x '.repeat(100),
      'は',
      'ー',
      '٣٤',
      'ß',
      'İ',
    ];
    for (const typed of hostile) {
      const { status } = await raj.get(`/api/search?q=${encodeURIComponent(typed.toWellFormed())}`);
      expect([typed, status]).toEqual([typed, 200]);
    }
  });

  it('has bounds', async () => {
    expect((await raj.get(`/api/search?q=${'x'.repeat(401)}`)).json).toMatchObject({ status: 400, field: '/query/q' });
    expect((await raj.get('/api/search')).json).toMatchObject({ status: 400, field: '/query/q' });
    expect((await raj.get('/api/search?q=a&limit=0')).json).toMatchObject({ status: 400, field: '/query/limit' });
    expect((await raj.get('/api/search?q=a&after=-1')).json).toMatchObject({ status: 400, field: '/query/after' });
  });

  it('goes on, page after page, without one twice or none', async () => {
    for (let count = 0; count < 75; count += 1) await write({ title: `Ledger ${count}`, text: 'Entries of the quarter.' });
    // How rare a word is, is counted a moment later, and may put what follows in another order.
    await countWords(server.pool, deciders);
    const seen: string[] = [];
    for (let after: string | null = '0'; after !== null;) {
      const { items, next }: { items: readonly Item[]; next: string | null } = await ask(
        raj,
        'ledger',
        `&limit=20&after=${after}`,
      );
      seen.push(...items.map(({ title }) => title));
      after = next;
    }
    expect(seen).toHaveLength(75);
    expect(new Set(seen).size).toBe(75);
  });
});

describe('What writers mistyped', () => {
  it('is taken for what many texts have where a text or two have it mistyped, and those come first', async () => {
    for (let count = 0; count < 21; count += 1) await write({ title: `Induction ${count}`, text: 'Steps of onboarding.' });
    await write({ title: 'Campaigns', text: 'A page about onbording.' });
    await countWords(server.pool, deciders);
    const { items, mended } = await ask(raj, 'onbording', '&limit=50');
    expect(mended).toEqual([{ typed: 'onbording', meant: 'onboarding', also: true }]);
    expect(items.map(({ title }) => title)[0]).toBe('Campaigns');
    expect(items.length).toBeGreaterThan(21);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(await ask(raj, 'onboarding')).toMatchObject({ mended: [] });
    expect(await ask(raj, '"onbording"')).toMatchObject({ items: [{ title: 'Campaigns' }], mended: [] });
  });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
