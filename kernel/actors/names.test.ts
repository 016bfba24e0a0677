import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeHandle, freeSlug, handleOf, lineOf, nameOf, textOf } from './names.ts';

const none = () => false;

it('takes names of any script, with emoji, as they are written', () => {
  for (const name of ['Inês Prado', 'Tomás Lima', 'आरव मेहता', 'עדי לוי', 'محمد', '王小明', '👩‍🚀 Aroha', 'O’Neil, Jr.'])
    expect(nameOf(name, '/name')).toEqual({ ok: name.normalize('NFC') });
});

it('trims a name and composes its accents, so that two spellings of one name are one', () => {
  expect(nameOf('  Ine\u0302s ', '/name')).toEqual({ ok: 'Inês' });
});

it.each([
  ['NUL', 'a\u0000b'],
  ['a new line', 'a\nb'],
  ['half of an emoji', 'a\uD83D'],
  ['a mark that turns the reading direction', 'a\u202Etxt.exe'],
])('refuses a name with %s and says where', (_, name) => {
  expect(nameOf(name, '/name')).toMatchObject({ code: 'control-character', field: '/name' });
});

it('refuses a name of nothing but blanks and invisible marks', () => {
  for (const name of ['', '   ', '\u200B\u200D']) expect(nameOf(name, '/name')).toMatchObject({ code: 'empty', field: '/name' });
});

it('counts characters, not their bytes: 120 emoji are a name, 121 are not', () => {
  expect(nameOf('🌍'.repeat(120), '/name')).toMatchObject({ ok: expect.any(String) });
  expect(nameOf('🌍'.repeat(121), '/name')).toMatchObject({ code: 'too-long', field: '/name' });
});

it('keeps a text exactly as it is, blanks and line ends included', () => {
  const text = '  # Title\r\n\r\n- a\t b  \n';
  expect(textOf(text, '/body', 100)).toEqual({ ok: text });
});

it('names the line and column of a NUL in a text', () => {
  expect(textOf('one\ntwo\u0000', '/body', 100)).toMatchObject({ code: 'control-character', line: 2, column: 4 });
});

it('lets a purpose be empty', () => {
  expect(lineOf('  ', '/purpose', 100)).toEqual({ ok: '' });
});

it('makes handles of first names, then of whole names, then with a number', () => {
  const taken = new Set<string>();
  const next = (name: string) => {
    const handle = freeHandle(name, 'person', (wish) => taken.has(wish));
    taken.add(handle);
    return handle;
  };
  expect([next('Ines Prado'), next('Ines Prado'), next('Ines Prado'), next('🚀'), next('🚀'), next('王小明')]).toEqual([
    'ines',
    'ines-prado',
    'ines-prado-2',
    'person',
    'person-2',
    '王小明',
  ]);
  expect(freeSlug('Platform & Data', 'space', none)).toBe('platform-data');
});

it('refuses handles that could be mistaken for punctuation', () => {
  for (const handle of ['', '@ines', 'ines!', '-ines', 'ines.', 'i nes', 'a'.repeat(41)])
    expect(handleOf(handle, '/handle')).toMatchObject({ code: 'invalid-handle' });
  expect(handleOf('Ines.Prado', '/handle')).toEqual({ ok: 'ines.prado' });
});

it('whatever somebody is called, the handle made of it is one that is accepted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      const handle = freeHandle(name, 'person', none);
      expect(handleOf(handle, '/handle')).toEqual({ ok: handle });
    }),
  );
});
