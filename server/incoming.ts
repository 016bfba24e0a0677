import type { IncomingMessage } from 'node:http';

const collecting = new WeakMap<IncomingMessage, Promise<Buffer | null>>();

/**
 * The whole body, after it is known who sends it: nobody fills the memory with what they may not send. Null: it is larger than `most`. The
 * same request has one body, however often it is asked.
 */
export const collected = (request: IncomingMessage, most: number): Promise<Buffer | null> => {
  const known = collecting.get(request) ?? collect(request, most);
  collecting.set(request, known);
  return known;
};

const collect = async (request: IncomingMessage, most: number): Promise<Buffer | null> => {
  if (Number(request.headers['content-length'] ?? 0) > most) return null;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
};
