import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { codeowners } from './codeowners.ts';
import { namePattern } from './glob.ts';
import { maintainers } from './maintainers.ts';
import { nameExpression } from './name-expression.ts';
import { pathPattern } from './pattern.ts';

describe('a path in CODEOWNERS', () => {
  it.each([
    ['*', 'a/b/c.ts', true],
    ['*.ts', 'a/b/c.ts', true],
    ['*.ts', 'c.tsx', false],
    ['/build/logs/', 'build/logs/x/y.log', true],
    ['/build/logs/', 'app/build/logs/x.log', false],
    ['docs/*', 'docs/getting-started.md', true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false],
    ['apps/', 'packages/apps/x.ts', true],
    ['/docs/', 'docs/a/b.md', true],
    ['/scripts', 'scripts/run.sh', true],
    ['/scripts', 'scripts-old/run.sh', false],
    ['**/logs', 'deeply/nested/logs/today.txt', true],
    ['**/logs', 'logs', true],
    ['src/**/test/*.ts', 'src/a/b/test/x.ts', true],
    ['src/**/test/*.ts', 'src/test/x.ts', true],
    ['Makefile', 'tools/Makefile', true],
    ['a?c.md', 'abc.md', true],
    ['/x/**', 'x/y/z', true],
    ['a+b (c).md', 'a+b (c).md', true],
  ])('%s names %s: %s', (pattern, path, does) => {
    expect(pathPattern(pattern)(path)).toBe(does);
  });

  it('ends, whatever stands there', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[*/?a]{1,200}$/), fc.stringMatching(/^[a/]{1,200}$/), (pattern, path) => {
        expect(typeof pathPattern(pattern)(path)).toBe('boolean');
      }),
    );
    // What an expression would try again and again, for years.
    const [stars, folders] = [`/${'*a'.repeat(100)}*b`, `/${'**/a/'.repeat(60)}b`];
    expect(pathPattern(stars)('a'.repeat(4000))).toBe(false);
    expect(pathPattern(folders)(`${'a/'.repeat(2000)}c`)).toBe(false);
    expect(maintainers(`A\nM:\ta@b.example\nF:\t${'*a'.repeat(100)}*b\n`).of('a'.repeat(4000))).toEqual([]);
  });

  it('reads stars and question marks as an expression would', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[*?ab.]{1,8}$/), fc.stringMatching(/^[ab.]{0,10}$/), (pattern, name) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(namePattern(pattern)(name)).toBe(new RegExp(`^${expression}$`).test(name));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('CODEOWNERS', () => {
  const file = codeowners(
    `\uFEFF# Who looks after what
*                @northwind/everyone
/billing/        @ines raj@northwind.example # money
/billing/docs/
docs/My\\ file.md @aroha
!not             @ines
a[b].ts          @ines
/x               somebody
`,
  );

  it('goes by the last rule that names a path', () => {
    expect(file.of('billing/tax.ts')).toEqual([
      { owners: ['@ines', 'raj@northwind.example'], because: 'CODEOWNERS:3', last: false },
    ]);
    expect(file.of('a.ts')).toMatchObject([{ owners: ['@northwind/everyone'] }]);
    expect(file.of('docs/My file.md')).toMatchObject([{ owners: ['@aroha'] }]);
  });

  it('leaves to nobody what a rule without owners names', () => {
    expect(file.of('billing/docs/tax.md')).toEqual([]);
  });

  it('says which lines it does not understand, and goes on', () => {
    expect(file.faults).toEqual([
      { line: 6, words: 'CODEOWNERS knows neither ! nor [ ]: !not' },
      { line: 7, words: 'CODEOWNERS knows neither ! nor [ ]: a[b].ts' },
      { line: 8, words: 'This is no owner: somebody' },
    ]);
  });

  it('asks the owners of each of GitLab’s sections', () => {
    const { of } = codeowners('* @everyone\n\n[Docs] @aroha\n*.md\n\n^[Security][2]\n/auth/ @raj\n');
    expect(of('auth/README.md').map(({ owners }) => owners)).toEqual([['@everyone'], ['@aroha'], ['@raj']]);
  });
});

describe('MAINTAINERS', () => {
  const file = maintainers(`List of maintainers
===================

	M: *Mail* patches to: FullName <address@domain>
	F: *Files* and directories

Maintainers List
----------------

NETWORKING DRIVERS
M:	Ines Prado <ines@northwind.example>
R:	Raj Mehta <raj@northwind.example>
L:	netdev@northwind.example
F:	drivers/net/
X:	drivers/net/wireless/

NETWORKING [GENERAL]
M:	Tomás Lima <tomas@northwind.example>
F:	net/*
F:	*/net-tools/*
N:	(?i)ethtool|mdio

WIFI
M:	Aroha Ngata <aroha@northwind.example>
F:	drivers/net/wireless/ath*/

THE REST
M:	Mere <mere@northwind.example>
F:	*
F:	*/
`);
  const who = (path: string): readonly string[] => file.of(path).map(({ owners }) => owners.join(' '));

  it('asks whoever has the file or a folder above it, and the rest last', () => {
    expect(who('drivers/net/ethernet/e.c')).toEqual(['ines@northwind.example raj@northwind.example', 'mere@northwind.example']);
    expect(file.of('drivers/net/e.c')[0]).toMatchObject({ because: 'MAINTAINERS: NETWORKING DRIVERS', last: false });
    expect(file.of('drivers/net/e.c').at(-1)).toMatchObject({ last: true });
  });

  it('leaves out what is excluded, and looks only as deep as a pattern without a slash behind', () => {
    expect(who('drivers/net/wireless/ath9k/hw.c')).toEqual(['aroha@northwind.example', 'mere@northwind.example']);
    expect(who('net/core.c')).toEqual(['tomas@northwind.example', 'mere@northwind.example']);
    expect(who('net/ipv4/tcp.c')).toEqual(['mere@northwind.example']);
    expect(who('tools/net-tools/x.c')).toEqual(['tomas@northwind.example', 'mere@northwind.example']);
  });

  it('crosses folders where two stars stand', () => {
    const { of } = maintainers('DEEP\nM:\tines@northwind.example\nF:\tfs/**/*log*.c\nX:\tfs/**/made/\n');
    const asked = (path: string): boolean => of(path).length > 0;
    expect(['fs/a/xlogs.c', 'fs/a/b/log.c', 'fs/log.c', 'fs/a/b/other.c', 'fs/a/made/log.c'].map(asked)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('finds by an expression what its engine finds, whatever it looks for first', () => {
    const expressions = [
      ...[
        '[^a-z]tegra',
        'mt[2678]',
        'bcm281*',
        '\\bmxc[^\\d]',
        'sun[x456789]i',
        'ti,k3|am65',
        '(?i)ethtool|MDIO',
        'wm[0-9]{4}',
        'a?bc',
      ],
      ...['trace.*\\.c$', '^net/', '[]ab]c', 'x|', 'ab*c', 'a\\+b', '(ab)?cd', 'A[|]B|cc', '[[:alpha:]]q'],
    ];
    const words = [
      'tegra',
      '-',
      'mt',
      '7',
      'bcm28',
      '1',
      'mxc',
      'sun',
      '4',
      'i',
      'ti,k3',
      'EthTool',
      'mdio',
      'wm8994',
      'bc',
      'trace',
      '.c',
      'net/',
      'a',
      'c',
      'b+',
      'A|B',
      'd',
      ']c',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...expressions), fc.array(fc.constantFrom(...words), { maxLength: 6 }), (expression, parts) => {
        const path = parts.join('');
        expect(nameExpression(expression)?.(path)).toBe(RE2JS.compile(expression).matcher(path).find());
      }),
      { numRuns: 3_000 },
    );
  });

  it('knows names by expression, and refuses those that are none', () => {
    expect(who('lib/Ethtool/a.c')).toContain('tomas@northwind.example');
    expect(maintainers('A\nM:\ta@b.example\nN:\t(a\n').faults).toEqual([{ line: 3, words: 'This is no expression: (a' }]);
  });

  it('has ten thousand sections and answers at once', () => {
    const many = Array.from(
      { length: 10_000 },
      (_, n) => `PART ${n}\nM:\tp${n}@northwind.example\nF:\tdrivers/d${n % 500}/p${n}/\n`,
    );
    const { of } = maintainers(many.join('\n'));
    expect(of('drivers/d7/p507/a/b.c')).toMatchObject([{ owners: ['p507@northwind.example'] }]);
  });
});
