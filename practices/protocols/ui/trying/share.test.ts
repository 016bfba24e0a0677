import { expect, it } from 'vitest';
import { packed, unpacked } from './share.ts';

it('a text comes back from an address as it went in, with every letter that people write', async () => {
  const text = `title: Tomás schreibt “größer” 🙂\n${'- step: consent\n'.repeat(500)}`;
  const letters = await packed(text);
  expect(letters).toMatch(/^[\w-]+$/);
  expect(letters.length).toBeLessThan(text.length / 10);
  expect(await unpacked(letters)).toBe(text);
});

it('an address that was cut or made up gives nothing, nor does one that unfolds without end', async () => {
  expect(await unpacked('!!')).toBeNull();
  expect(await unpacked((await packed('id: a')).slice(0, -3))).toBeNull();
  expect(await unpacked(await packed('a'.repeat(5_000_000)))).toBeNull();
});
