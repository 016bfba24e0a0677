import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { found, join as joinUp, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const ROOT = join(import.meta.dirname, '..');
const server = await testServer();
const ines = await found(server.address);
const raj = await joinUp(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
await ines.post('/api/spaces', { name: 'Platform' });
const keyOf = async (who: Client): Promise<string> =>
  String((await who.post('/api/keys', { name: 'terminal', scope: 'write' })).json['token']);
const rajs = { PROCEED_TOKEN: await keyOf(raj) };
const folder = await mkdtemp(join(tmpdir(), 'proceed words-'));
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Ines’s terminal is on the server’s machine; with a key it is somebody else’s. */
const proceed = (words: readonly string[], environment: Readonly<Record<string, string>> = {}, input = ''): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(join(ROOT, 'bin', 'proceed'), words, {
      cwd: tmpdir(),
      env: { ...process.env, TZ: 'Europe/Berlin', PROCEED_URL: server.address, PROCEED_DATA: server.data, ...environment },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('close', (status) => resolve({ status, out, err }));
    child.stdin.end(input);
  });
const fine = async (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<string> => {
  const { status, out, err } = await proceed(words, environment, input);
  expect([status, err]).toEqual([0, '']);
  return out;
};
const numberIn = (out: string): number => Number(/#(\d+)/.exec(out)?.[1]);

describe('a day in the terminal', () => {
  it('begins quiet', async () => {
    expect(await fine(['today'])).toMatch(/^Nothing waits for you\./);
  });

  it('asks, and says who is asked, until when, and what happens otherwise', async () => {
    const out = await fine(['ask', 'raj', 'Who can read the São Paulo backups?']);
    expect(out).toMatch(/^#\d+ asks Raj Mehta, until .+; unanswered, it lapses, for nobody else can be asked\.$/m);
    expect(out).toContain(`${server.address}/requests/${numberIn(out)}`);
    expect(await fine(['today'], rajs)).toMatch(
      /One thing waits for you, 10 minutes in all\.[^]*#\d+ Answer “Who can read the São Paulo backups\?”\n {4}Ines Prado, 10 min, by .+, else the request lapses, for nobody else can be asked/,
    );
    expect(await fine(['today'])).toMatch(
      /You wait for\n {2}#\d+ Who can read the São Paulo backups\?\n {4}.*Raj Mehta \d.* of 4 h/,
    );
  });

  it('tells times on the clocks of whoever asks, wherever the terminal is', async () => {
    const at = async (zone: string): Promise<readonly string[]> =>
      (await fine(['today'], { ...rajs, TZ: zone })).match(/by [^,]*\d\d:\d\d|before [^,]*\d\d:\d\d/g) ?? [];
    const [pune, auckland] = [await at('Asia/Kolkata'), await at('Pacific/Auckland')];
    expect(pune.length).toBeGreaterThan(0);
    expect(auckland).toEqual(pune);
    const { owe } = JSON.parse(await fine(['today', '--json'], rajs)) as { owe: { dueAt: string }[] };
    const due = Temporal.Instant.from(owe[0]?.dueAt ?? '').toZonedDateTimeISO('Asia/Kolkata');
    expect(pune.some((one) => one.endsWith(due.toPlainTime().toString({ smallestUnit: 'minute' })))).toBe(true);
    // Beside somebody's own clock, a time on that of whoever asks says so.
    expect(await fine(['today'], rajs)).toMatch(/^ {2}Berlin \d\d:\d\d, (working until|begins) .+ your time$/m);
  });

  it('shows what fits, claims it, and gives it back with a note for whoever comes next', async () => {
    const task = await ines.post('/api/tasks', {
      ...{ title: 'Check the reserves', criteria: ['They are checked'], depth: 'shallow', minutes: 25, space: 'platform' },
    });
    const deep = await ines.post('/api/tasks', {
      title: 'Split the importer',
      criteria: ['It is split'],
      depth: 'deep',
      minutes: 240,
    });
    const [number, other] = [String(task.json['number']), String(deep.json['number'])];
    const fits = await fine(['tasks', '--minutes', '30', '--energy', 'shallow'], rajs);
    expect(fits).toContain(`#${number} Check the reserves`);
    expect(fits).not.toContain('Split the importer');
    expect(await fine(['tasks', '--all', '--space', 'platform'], rajs)).not.toContain(`#${other}`);
    expect(await fine(['claim', number], rajs)).toMatch(
      new RegExp(`^#${number} is yours until .+, longer while something is seen of it\\.$`, 'm'),
    );
    const { held } = JSON.parse(await fine(['tasks', '--json'], rajs)) as { held: { number: number }[] };
    expect(held.map((one) => String(one.number))).toEqual([number]);
    // Somebody else’s, one more of its kind, what is no number, and what is nobody’s.
    expect(await proceed(['claim', number])).toMatchObject({
      status: 1,
      err: expect.stringContaining('Raj Mehta has claimed this'),
    });
    const second = await ines.post('/api/tasks', { title: 'And another', criteria: ['Done'], depth: 'shallow' });
    expect(await proceed(['claim', String(second.json['number'])], rajs)).toMatchObject({
      ...{ status: 1, err: expect.stringContaining(`You hold a shallow task already, #${number}`) },
    });
    expect(await proceed(['claim', 'that one'])).toMatchObject({ status: 2 });
    expect(await proceed(['claim', '999999'])).toMatchObject({ status: 1 });
    expect(await proceed(['release', other])).toMatchObject({ status: 1 });
    expect(await fine(['release', number, '-'], rajs, 'The reader is done; the writer is not.')).toBe(
      `#${number} is free again.\n`,
    );
    expect((await ines.get(`/api/tasks/${number}`)).json['notes']).toMatchObject([
      { by: { name: 'Raj Mehta' }, note: 'The reader is done; the writer is not.' },
    ]);
  });

  it('answers with the words of an argument, or of stdin', async () => {
    const first = JSON.parse(await fine(['ask', 'raj', 'Twice?', '--urgent', '--json'])) as {
      number: number;
      urgent: boolean;
      status: string;
    };
    expect(first).toMatchObject({ urgent: true, status: 'open' });
    expect(await fine(['answer', `#${first.number}`, '-'], rajs, 'Yes,\n*twice*.\n')).toBe(`#${first.number}: answered.\n`);
    const seen = (await ines.get(`/api/requests/${first.number}`)).json as { rounds: { answers: { text: string }[] }[] };
    expect(seen.rounds[0]?.answers[0]?.text).toBe('Yes,\n*twice*.');
    expect(await fine(['today'])).toContain('Answered while you were away');
  });

  it('drafts a decision for oneself, and opens one for all', async () => {
    expect(await fine(['decide', 'Keep one PostgreSQL'])).toMatch(/^#\d+ is drafted; you alone see it\./);
    const out = await fine(
      ['decide', 'Keep one PostgreSQL', '--problem', '-', '--recommend', 'One each.', '--space', 'platform', '--open'],
      {},
      'Every region asks.',
    );
    expect(out).toMatch(/^#\d+ is open\. Proceeds .+ unless blocked\.$/m);
    const decision = (await ines.get(`/api/decisions/${numberIn(out)}`)).json;
    expect(decision).toMatchObject({ status: 'open', body: { problem: 'Every region asks.', recommendation: 'One each.' } });
    expect(
      await fine(['answer', String(numberIn(out)), '--object', '--reason', 'no rollback', '--instead', 'behind a flag'], rajs),
    ).toBe(`#${numberIn(out)}: you object.\n`);
    const objected = (await ines.get(`/api/decisions/${numberIn(out)}`)).json as {
      objections: { reason: string; alternative: string }[];
    };
    expect(objected.objections).toMatchObject([{ reason: 'no rollback', alternative: 'behind a flag' }]);
  });

  it('reads a decision from a record', async () => {
    const file = join(folder, '0012-backups.md');
    const parts = [
      '# Backups twice a day',
      '',
      '## Context and Problem Statement',
      '',
      'Once is not enough.',
      '',
      '## Considered Options',
      '',
      '* Twice',
      '* Hourly',
      '',
      '## Decision Outcome',
      '',
      'Twice, because it is cheap.',
      '',
    ];
    await writeFile(file, parts.join('\n'));
    const decision = JSON.parse(await fine(['decide', '--file', file, '--json'])) as object;
    expect(decision).toMatchObject({
      title: 'Backups twice a day',
      status: 'draft',
      body: {
        problem: 'Once is not enough.',
        options: [{ title: 'Twice' }, { title: 'Hourly' }],
        recommendation: 'Twice, because it is cheap.',
      },
    });
  });

  it('holds up what waits for the answer, and keeps between two what is theirs', async () => {
    const decided = numberIn(await fine(['decide', 'Move the backups', '--problem', 'p', '--recommend', 'r', '--open']));
    const request = JSON.parse(await fine(['ask', 'raj', 'May we?', '--on', String(decided), '--json'])) as object;
    expect(request).toMatchObject({ links: [{ rel: 'blocks', number: decided }] });
    expect(JSON.parse(await fine(['ask', 'raj', 'How much is left?', '--private', '--json']))).toMatchObject({
      audience: [{ id: raj.id }],
    });
  });
});

describe('what cannot be done', () => {
  it.each([
    ['an unknown name', ['ask', 'nobody', 'x'], 1, 'There is nobody here called nobody.'],
    ['a number that is not there', ['answer', '9999', 'x'], 1, 'There is nothing here that you can see.'],
    ['no number', ['answer', 'many', 'x'], 2, 'is no number'],
    ['two stances', ['answer', '1', '--agree', '--object'], 2, 'one stance at a time'],
    ['no words', ['ask', 'raj', ''], 1, 'must say something'],
    ['a space that is not there', ['decide', 'x', '--space', 'nowhere'], 1, 'no such space'],
    ['nothing to open', ['decide', 'x', '--open'], 1, 'Say which problem this decides'],
    ['no title', ['decide'], 2, 'needs a title'],
    ['a number of minutes that is none', ['today', '--minutes', 'some'], 2, 'It takes a number of minutes'],
    ['a file that is not there', ['decide', '--file', '/nowhere.md'], 1, 'nowhere.md cannot be read'],
  ])('is said on stderr, with its exit code: %s', async (_what, words, code, said) => {
    const { status, out, err } = await proceed(words);
    expect([status, out]).toEqual([code, '']);
    expect(err).toContain(said);
  });

  it('says which kind takes what', async () => {
    const number = numberIn(await fine(['ask', 'raj', 'Words?']));
    expect((await proceed(['answer', String(number), '--agree'], rajs)).err).toContain('is a request; it takes words, no stance');
    expect((await proceed(['answer', String(number)], rajs)).err).toContain('asks “Words?”');
  });

  it('ends with 3 where no server answers', async () => {
    const { status, err } = await proceed(['today'], { PROCEED_URL: 'http://127.0.0.1:59999', ...rajs });
    expect([status, err]).toEqual([3, expect.stringContaining('No server answers')]);
    // A port that no client may speak to is no server either.
    expect((await proceed(['today', '--json'], { PROCEED_URL: 'http://127.0.0.1:1', ...rajs })).status).toBe(3);
  });

  it('shows examples in the help of each', async () => {
    for (const verb of ['today', 'ask', 'answer', 'decide']) expect((await proceed([verb, '--help'])).out).toContain('Examples:');
  });

  it('tries a protocol on what happened', async () => {
    const file = join(folder, 'quick.yaml');
    const quick = `{id: respond/default, on: request.opened, steps: [{step: a, of: asked, ask: answer, window: 0..8h, pass: t.cast >= 1, else: lapse}]}`;
    await writeFile(file, quick);
    const told = await fine(['protocol', 'backtest', file]);
    expect(told).toMatch(/^With this version, of the last 90 days' \d+ requests?, 0 would have gone ahead at once\./);
    expect(told).toMatch(/^ +then +with it$/m);
    expect(JSON.parse(await fine(['protocol', 'backtest', file, '--days', '1', '--json'], rajs))).toMatchObject({
      state: 'done',
      days: 1,
    });
    expect(await proceed(['protocol', 'backtest', file, '--days', 'some'])).toMatchObject({ status: 2 });
  });
});
