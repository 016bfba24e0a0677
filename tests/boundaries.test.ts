import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesIn, importsOf, isCode, ROOMS, ROOT, textOf } from './imports.ts';
import { broken, NO_ROOM } from './rooms.ts';

const files = ROOMS.filter((room) => existsSync(`${ROOT}/${room}`)).flatMap(filesIn);

describe('the walls of the house', () => {
  // All imports of all files; a machine with other work has its own pace.
  it('stand: every import keeps the rules of rooms', () => {
    const breaches = files.filter(isCode).flatMap((file) =>
      importsOf(file, textOf(file)).flatMap((one) => {
        const sentence = broken(one);
        return sentence === null ? [] : [`${file} imports ${one.specifier}. ${sentence}`];
      }),
    );
    expect(breaches).toEqual([]);
  }, 300_000);

  it('name no room after nothing: utils, common, shared, helpers, misc, core', () => {
    const rooms = files.flatMap((file) => file.split('/').slice(0, -1));
    expect([...new Set(rooms)].filter((room) => NO_ROOM.some((name) => name === room))).toEqual([]);
  });

  it('hold no file over 500 lines whose first line does not say why', () => {
    const long = files
      .filter((file) => /\.(tsx?|css|sql|mjs)$/.test(file))
      .map((file) => ({ file, lines: textOf(file).split('\n') }))
      .filter(({ lines }) => lines.length > 500 && !/^(\/\/|\/\*)/.test(lines[0] ?? ''))
      .map(({ file, lines }) => `${file} has ${lines.length} lines and no reason in its first one.`);
    expect(long).toEqual([]);
  });

  it('know no path of the machine on which they were built', () => {
    const homes = ['work', 'root', 'farm'].map((name) => `/${name}/`);
    const outside = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile());
    const named = outside.map(({ name }) => name).filter((name) => name !== 'package-lock.json' && name !== 'proceed.env');
    const folders = ['docs', 'scripts', 'bin', '.ci'].filter((folder) => existsSync(`${ROOT}/${folder}`)).flatMap(filesIn);
    const told = [...files, ...folders, ...named].filter((file) =>
      /\.(tsx?|mjs|md|json|css|html|sql|ya?ml|example)$|^(bin|\.ci)\//.test(file),
    );
    const found = told.flatMap((file) =>
      homes
        .filter((home) => new RegExp(`(^|[\\s'"\`(=:])${home}`, 'm').test(textOf(file)))
        .map((home) => `${file} names ${home}`),
    );
    expect(found).toEqual([]);
  });
});

describe('a breach is answered with the rule that it breaks', () => {
  it.each([
    ['kernel/time/duration.ts', '#store/connection.ts', 'The kernel imports nothing of ours but itself.'],
    ['kernel/time/duration.ts', 'node:fs', 'The kernel does no input or output'],
    ['kernel/time/duration.ts', '../../store/connection.ts', 'Another room is entered by its name'],
    ['practices/decisions/decision.ts', '#practices/people/person.ts', 'A practice has one door'],
    ['practices/decisions/decision.ts', '../people/index.ts', 'Another room is entered by its name'],
    ['practices/decisions/decision.ts', '#server/app.ts', 'A practice imports the kernel, '],
    ['practices/decisions/decision.ts', '#web/ui/button.tsx', 'A practice imports the kernel, '],
    ['practices/decisions/decision.ts', 'react', 'React and its company belong'],
    ['practices/decisions/ui/log.tsx', '#web/shell/router.tsx', "A practice's screens import the kit"],
    ['practices/decisions/ui/log.tsx', '#practices/people', "A practice's screens import the kit"],
    ['practices/decisions/ui/log.tsx', 'node:path', 'What runs in a browser imports nothing of Node.'],
    ['store/append.ts', '#practices/decisions', 'The store imports the kernel and itself.'],
    ['store/append.ts', '#store/load.ts', 'Inside a room imports are paths'],
    ['connectors/github/hook.ts', '#server/app.ts', 'A connector imports the kernel'],
    ['server/app.ts', '#cli/main.ts', 'The server composes'],
    ['server/app.ts', '#tests/database.ts', 'The server composes'],
    ['web/ui/row.tsx', '#practices/decisions', 'The kit (web/ui) imports itself'],
    ['web/ui/row.tsx', '@tanstack/react-query', 'The kit (web/ui) knows no router'],
    ['web/api/client.ts', '#server/route.ts', 'The client (web/api) imports itself'],
    ['web/shell/screens.ts', '#practices/decisions', 'The web app composes'],
    ['cli/today.ts', '#web/api/client.ts', 'The terminal imports no web app'],
    ['kernel/time/duration.test.ts', '#store/connection.ts', "The kernel's tests import the kernel"],
  ])('%s importing %s', (file, specifier, sentence) => {
    expect(broken({ file, specifier, typeOnly: false })).toContain(sentence);
  });

  it.each([
    ['kernel/time/duration.ts', '../stream/event.ts'],
    ['kernel/time/calendar.ts', 'date-holidays'],
    ['practices/decisions/routes.ts', '#server/route.ts'],
    ['practices/decisions/queries.ts', '#store/connection.ts'],
    ['practices/decisions/decision.ts', '#practices/people'],
    ['practices/decisions/ui/log.tsx', '#ui/people'],
    ['practices/decisions/ui/log.tsx', '#web/ui/row.tsx'],
    ['practices/decisions/decision.pg.test.ts', '#store/postgres-stream.ts'],
    ['server/main.ts', '#practices/decisions'],
    ['web/shell/screens.ts', '#ui/decisions'],
    ['cli/serve.ts', '#server/main.ts'],
    ['tests/faults/kill.pg.test.ts', '#server/main.ts'],
  ])('while %s may import %s', (file, specifier) => {
    expect(broken({ file, specifier, typeOnly: false })).toBeNull();
  });

  it('sees every kind of import, and none in a string or a comment', () => {
    const text = [
      `import type { A } from './a.ts';`,
      `import { type B, c } from './b.ts';`,
      `export { d } from './d.ts';`,
      `const later = () => import('./e.tsx');`,
      `type F = import('./f.ts').F;`,
      `// import { no } from './comment.ts';`,
      "const text = `import { no } from './string.ts'`;",
      `export const Element = () => <p>import no from './jsx.ts'</p>;`,
    ].join('\n');
    expect(importsOf('web/ui/x.tsx', text).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['./a.ts', true],
      ['./b.ts', false],
      ['./d.ts', false],
      ['./e.tsx', false],
      ['./f.ts', true],
    ]);
  });
});
