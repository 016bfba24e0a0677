import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { writer, type Writer } from './contract-writer.ts';
import { CLOSED, frame, KIND } from './messages.ts';

const here = await testServer();
const there = await testServer({ beside: here });

let ines: Client;
let raj: Client;
const open: Writer[] = [];

beforeAll(async () => {
  ines = await found(here.address);
  raj = await join(here.address, ines, 'Raj Mehta', 'Asia/Kolkata');
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  const faults = [...here.faults, ...there.faults];
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
});

const TEXT = '# On call\n\nOne of us each week.\n\nCall the deputy.\n';
const wrote = async (): Promise<{ number: number }> => {
  const { status, json, text } = await ines.post('/api/pages', { body: TEXT });
  if (status !== 201) throw new Error(text);
  return { number: Number(json['number']) };
};
const at = async (server: { address: string }, client: Client, page: number): Promise<Writer> => {
  const made = await writer(server.address, page, client.cookie());
  open.push(made);
  return made;
};
const saved = (one: Writer) => one.until('all is on disk', () => !one.status().unsaved);
const writesOn = async (one: Writer): Promise<void> => {
  one.type('Still here. ');
  await saved(one);
};

/** An update that deletes, and says nothing else. */
const deleting = (author: number, ranges: readonly (readonly [number, number])[]): Uint8Array => {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
    bytes.push(rest);
  };
  for (const value of [0, 1, author, ranges.length, ...ranges.flat()]) put(value);
  return new Uint8Array(bytes);
};

describe('what makes no sense', () => {
  const raw = async (page: number, server = here): Promise<{ socket: WebSocket; code: Promise<number> }> => {
    const socket = new WebSocket(`${server.address.replace('http', 'ws')}/api/drafts/${page}`, {
      headers: { cookie: ines.cookie(), origin: server.address },
    });
    const code = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('open', resolve));
    return { socket, code };
  };
  const joined = async (page: number, server = here): ReturnType<typeof raw> => {
    const made = await raw(page, server);
    made.socket.send(JSON.stringify({ say: 'hello', draft: null }));
    made.socket.send(frame(KIND.has, 0));
    return made;
  };

  it('closes the connection with a code, and harms nobody', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    const said = [
      'no json',
      '{"say":"hello","draft":"x"}',
      '{"say":"caret","at":["a"]}',
      frame(9, 1),
      new Uint8Array([1, 2]),
      frame(KIND.text, 1, randomBytes(300)),
      frame(KIND.text, 1, new Uint8Array([255, 255, 255, 255, 255])),
    ];
    for (const message of said) {
      const { socket, code } = await joined(number);
      socket.send(message);
      expect(await code, String(message)).toBe(CLOSED.malformed);
    }
    const early = await raw(number);
    early.socket.send(frame(KIND.text, 1, Y.encodeStateAsUpdate(new Y.Doc())));
    expect(await early.code).toBe(CLOSED.malformed);
    await writesOn(one);
    expect(one.text()).toBe(`${TEXT}Still here. `);
  });

  it('is not taken by half: bytes that break off, formats, other line ends, values in the text', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    const changed = (change: (doc: Y.Doc) => void): Uint8Array => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc()));
      const before = Y.encodeStateVector(doc);
      change(doc);
      return Y.encodeStateAsUpdate(doc, before);
    };
    const words = changed((doc) => doc.getText('text').insert(0, 'By half. '));
    // An item whose neighbours are in the text and whose content is a value.
    const value = changed((doc) => doc.getArray('places').push([{ n: 1 }]));
    const wrong = [
      new Uint8Array([...words.subarray(0, -1), 200]),
      changed((doc) => doc.getText('text').insert(0, 'a\r\nb')),
      changed((doc) => doc.getText('text').insertEmbed(0, { image: 'x' })),
      changed((doc) => doc.getText('text').format(0, 4, { bold: true })),
      changed((doc) => doc.getText('other').insert(0, 'x')),
      changed((doc) => doc.getMap('text').set('a', 1)),
      changed((doc) => doc.getArray('text').insert(0, [{ n: 1 }])),
    ];
    for (const [index, update] of wrong.entries()) {
      const { socket, code } = await joined(number);
      socket.send(frame(KIND.text, 1, update));
      expect(await code, String(index)).toBe(CLOSED.malformed);
    }
    const { socket } = await joined(number);
    socket.send(frame(KIND.text, 1, value));
    await writesOn(one);
    expect(one.text()).toBe(`${TEXT}Still here. `);
    // Another process has nothing but the database.
    expect((await at(there, raj, number)).text()).toBe(one.text());
  });

  it('a text of more than two million characters is not taken; what was there stays', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    one.type('x'.repeat(1_999_000));
    await saved(one);
    const two = await at(here, raj, number);
    two.type('#y'.repeat(1_000));
    await two.until('it is too large', () => two.status().code === CLOSED.tooLarge);
    one.type('z'.repeat(500));
    await saved(one);
    expect(one.text().includes('#y')).toBe(false);
  });

  it('holds few changes that wait for others, which no browser sends', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    const { socket, code } = await joined(number);
    for (let n = 0; n < 150; n += 1) {
      const other = new Y.Doc();
      other.getText('text').insert(0, 'x');
      const known = Y.encodeStateVector(other);
      other.getText('text').insert(1, 'y');
      socket.send(frame(KIND.text, n, Y.encodeStateAsUpdate(other, known)));
    }
    expect(await code).toBe(CLOSED.malformed);
    await writesOn(one);
    expect(one.text()).toBe(`${TEXT}Still here. `);
  });

  it('takes no deletion of what nobody wrote, which would be looked at again with each change after it', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    const author = [...one.doc().store.clients.keys()][0] ?? 0;
    for (const by of [author, 7]) {
      const { socket, code } = await joined(number);
      socket.send(frame(KIND.text, 1, deleting(by, [[1_000_000, 1]])));
      expect(await code).toBe(CLOSED.malformed);
    }
    one.cut('One of us ');
    await saved(one);
    expect((await at(there, raj, number)).text()).toBe(TEXT.replace('One of us ', ''));
  });

  it('one writer’s computing holds up nobody: beyond some seconds of it they wait, and others write on', async () => {
    const { number } = await wrote();
    const alone = await testServer({ beside: here });
    const one = await at(alone, raj, number);
    one.type('ab '.repeat(200_000));
    await saved(one);
    const author = one.doc().clientID;
    const { socket, code } = await joined(number, alone);
    // Now it has many pieces, which are all looked at where a change brings values.
    socket.send(
      frame(
        KIND.text,
        0,
        deleting(
          author,
          Array.from({ length: 60_000 }, (_, n) => [n * 8, 1] as const),
        ),
      ),
    );
    for (let n = 1; n <= 1_000; n += 1) {
      const doc = new Y.Doc();
      doc.getArray('places').push([n]);
      socket.send(frame(KIND.text, n, Y.encodeStateAsUpdate(doc)));
    }
    expect(await code).toBe(CLOSED.tooMany);
    const again = await joined(number, alone);
    expect(await again.code).toBe(CLOSED.tooMany);
    await writesOn(one);
    expect((await at(there, raj, number)).text()).toContain('Still here. ');
  });

  it('a draft has only so many writers’ beginnings', async () => {
    const { number } = await wrote();
    const many = Array.from({ length: 5_100 }, (_, n) => {
      const doc = new Y.Doc();
      doc.clientID = n + 1;
      doc.getText('text').insert(0, 'a');
      return Y.encodeStateAsUpdate(doc);
    });
    const { socket, code } = await joined(number);
    socket.send(frame(KIND.text, 1, Y.mergeUpdates(many)));
    expect(await code).toBe(CLOSED.tooLarge);
  });

  it('more than ten thousand messages a minute are too many', async () => {
    const { number } = await wrote();
    const { socket, code } = await joined(number);
    for (let n = 0; n < 10_050; n += 1) socket.send(JSON.stringify({ say: 'caret', at: null }));
    expect(await code).toBe(CLOSED.tooMany);
  });
});
