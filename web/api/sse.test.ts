import { describe, expect, it } from 'vitest';
import { sseParser } from './sse.ts';

const whole = 'id: 7\nevent: happened\ndata: {"a":1}\ndata: {"b":2}\n\n: heartbeat\n\ndata: tschüß\r\n\r\nid\ndata:no space\r\r';
const expected = [
  { id: '7', event: 'happened', data: '{"a":1}\n{"b":2}' },
  { id: '7', event: 'message', data: 'tschüß' },
  { id: '', event: 'message', data: 'no space' },
];

describe('a stream of events', () => {
  it('is read the same however its pieces are cut', () => {
    for (let size = 1; size <= whole.length; size += 1) {
      const parser = sseParser();
      const heard = [];
      for (let at = 0; at < whole.length; at += size) heard.push(...parser.feed(whole.slice(at, at + size)));
      // A carriage return at the very end may be half of a CRLF, so the last message waits for one more piece.
      heard.push(...parser.feed('\n'));
      expect(heard, `pieces of ${size}`).toEqual(expected);
    }
  });

  it('gives nothing for a message that was cut off', () => {
    expect(sseParser().feed('id: 1\ndata: half')).toEqual([]);
  });
});
