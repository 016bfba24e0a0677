import { expect, it } from 'vitest';
import { linkWords } from './link-words.ts';

it('A text says by which words it calls what it links, whatever the anchor, and says nothing by its pictures', () => {
  const text = `See [Time *off*](../leave.md#sick) and [holidays](../leave.md), ![a beach](beach.png),
[[Travel|how we travel]], [[Travel]], [elsewhere](https://example.org) and [number](/142).`;
  const links = { '../leave.md': 'leave', 'beach.png': 'beach', '[[Travel]]': 'travel', '/142': 'one' };
  expect([...linkWords(text, links)]).toEqual([
    ['leave', ['time', 'off', 'holidays']],
    ['one', ['number']],
    ['travel', ['how', 'we', 'travel']],
  ]);
});

it('An address that every object of JavaScript answers to leads nowhere', () => {
  expect([...linkWords('[how objects begin](constructor) and [say themselves](toString)', {})]).toEqual([]);
});
