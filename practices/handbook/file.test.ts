import { describe, expect, it } from 'vitest';
import { fileName, filePath, numberedPath } from './file-name.ts';
import { rangeOf } from './file-serving.ts';

describe('what a file is called', () => {
  it.each([
    ['dock.png', 'dock.png'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Users\\me\\a.png', 'C-Users-me-a.png'],
    ['Screenshot 2026-03-27 at 09.00.00.png', 'Screenshot 2026-03-27 at 09.00.00.png'],
    ['.htaccess', 'htaccess'],
    ['', 'file'],
    ['///', 'file'],
    ['con', 'file'],
    ['nul.txt', 'file.txt'],
    ['a\u0000b\u202Egnp.exe', 'a-b-gnp.exe'],
    ['Cafe\u0301.png', 'Café.png'],
    [`${'ü'.repeat(300)}.jpeg`, `${'ü'.repeat(97)}.jpeg`],
    ['📷.png', '📷.png'],
  ])('%j is %j', (said, name) => {
    expect(fileName(said)).toBe(name);
  });

  it('a path is steps that are names, and leads nowhere else', () => {
    expect(filePath('images//./dock.png', '/path')).toEqual({ ok: 'images/dock.png' });
    for (const path of ['', '/', '..', 'a/../b', 'a/.git/config', 'a\\b', 'con/x', 'a/\u0000', 'x/'.repeat(30)])
      expect(filePath(path, '/path'), path).toMatchObject({ code: 'invalid-path', field: '/path' });
  });

  it('where another has the name, it is numbered before its ending', () => {
    expect(numberedPath('a.b/dock.png', 1)).toBe('a.b/dock.png');
    expect(numberedPath('a.b/dock.png', 2)).toBe('a.b/dock-2.png');
    expect(numberedPath('a.b/README', 3)).toBe('a.b/README-3');
  });
});

it('parts of a file are counted as HTTP counts them', () => {
  const size = 10;
  expect(rangeOf('bytes=0-4', size)).toEqual([0, 4]);
  expect(rangeOf('bytes=5-', size)).toEqual([5, 9]);
  expect(rangeOf('bytes=-3', size)).toEqual([7, 9]);
  expect(rangeOf('bytes=-30', size)).toEqual([0, 9]);
  expect(rangeOf('bytes=0-99', size)).toEqual([0, 9]);
  expect(rangeOf('bytes=10-', size)).toBe('none');
  expect(rangeOf('bytes=-0', size)).toBe('none');
  for (const odd of ['bytes=', 'bytes=-', 'bytes=4-2', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', 'bytes=0-1e3'])
    expect(rangeOf(odd, size), odd).toBeNull();
});
