import { expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { readText } from './text.ts';

it.each([
  ['a heading that ends in blanks', '# a', ' ', 'x'],
  ['a heading that ends in marks', '# a', ' #', 'x'],
  ['a line of blanks in code', '```\n', ' ', 'x\n```'],
  ['quotes in code', '```\n', '> ', 'x\n```'],
  ['tags that nobody closes', '', '{%', ''],
  ['tags with a name', '', '{% a', ''],
  ['links that nobody closes', '', '[a](b', ''],
  ['a key that ends in blanks', '---\na', ' ', '\n---\n'],
])('says what a text of 200,000 characters is called in a moment: %s', (_, before, part, after) => {
  const many = before.startsWith('---') ? 60_000 : 200_000;
  const text = `# Rota\n\n${before}${part.repeat(many / part.length)}${after}`;
  const from = processorTime();
  readText(before.startsWith('---') ? text.slice(8) : text, 'rota');
  expect(processorTime() - from).toBeLessThan(2_000);
});

it.each([
  ['# Rota #', 'Rota'],
  ['#\tRota ##  ', 'Rota'],
  ['# C#', 'C#'],
  ['#Rota\n\n# On call', 'On call'],
])('%j is called %j', (text, title) => {
  expect(readText(text, 'x').title).toBe(title);
});
