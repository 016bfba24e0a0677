import { createServer, type ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { atEnd } from '#tests/at-end.ts';
import { connect } from './client.ts';
import { EXIT, failure } from './failure.ts';

/** Whoever listens where a server was expected; answers one after another, the last for ever. */
const stranger = async (...answers: readonly ((response: ServerResponse) => void)[]) => {
  let asked = 0;
  const server = createServer((_, response) => {
    answers[Math.min(asked, answers.length - 1)]?.(response);
    asked += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  atEnd(async () => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, connection: connect({ PROCEED_URL: url, PROCEED_TOKEN: 'a-key' }), asked: () => asked };
};

const page = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');

it.each([200, 404, 502])('says of a page of somebody else, with status %i, that no server of Proceed answers', async (status) => {
  const { url, connection } = await stranger(page(status));
  const error = await connection.call('GET /api/me').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    name: 'Unreachable',
    message: `What answers at ${url} is no Proceed server, or something stands between (status ${status}).`,
  });
  expect(failure(error)).toBe(EXIT['no server or database']);
});

it('follows nobody who leads elsewhere: a write would arrive there as a look', async () => {
  const { url, connection, asked } = await stranger((response) =>
    response.writeHead(301, { location: 'https://proceed.example.org/api/decisions' }).end(),
  );
  await expect(connection.call('GET /api/me')).rejects.toMatchObject({
    name: 'Unreachable',
    message: `${url} leads to https://proceed.example.org. Let PROCEED_URL name the address of the server itself.`,
  });
  await expect(connection.take('/api/export')).rejects.toMatchObject({ name: 'Unreachable' });
  expect(asked()).toBe(2);
});

it('sends again what was answered by half an answer', async () => {
  const half = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"na');
    setTimeout(() => response.destroy(), 10);
  };
  const whole = (response: ServerResponse) => void response.end('{"name":"Ines Prado"}');
  const { connection, asked } = await stranger(half, whole);
  expect(await connection.call('GET /api/me')).toEqual({ name: 'Ines Prado' });
  expect(asked()).toBe(2);
});

it('names the cause of what is no HTTP as far as it has one', async () => {
  const { url, connection } = await stranger((response) => void response.socket?.end('hello\r\n'));
  const error = await connection.call('GET /api/me').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'Unreachable', message: expect.stringContaining(`No server answers at ${url}`) });
  expect(String(error)).not.toContain('undefined');
});
