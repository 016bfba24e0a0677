import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { parseProtocol, type Problem } from './document.ts';

const GALLERY = join(import.meta.dirname, 'gallery');
const GIVEN = join(import.meta.dirname, '..', '..', '..', 'shared', 'protocols');

const said = (problems: readonly Problem[], severity: Problem['severity'] = 'error'): readonly string[] =>
  problems.filter((problem) => problem.severity === severity).map(({ line, column, code }) => `${line}:${column} ${code}`);

const STEP = '{step: a, of: pmc, window: 72h, pass: t.open == 0, else: lapse}';

describe('[P1] a protocol document', () => {
  it('is YAML, or a Markdown page with one fenced yaml block, which are the same', () => {
    const yaml = `id: team/x\non: decision.opened\nsteps:\n  - ${STEP}\n`;
    const page = `# How we decide\n\nBecause.\n\n\`\`\`yaml\n${yaml}\`\`\`\n\nMore words.\n`;
    expect(parseProtocol(page).protocol).toEqual(parseProtocol(yaml).protocol);
    expect(parseProtocol(page).protocol).toBeDefined();
  });

  it('may have lines that end as on Windows, and a mark of its encoding before them', () => {
    const page = `# Title\n\n\`\`\`yaml\nid: x\non: a.b\nsteps:\n  - ${STEP}\n\`\`\`\n`;
    expect(parseProtocol(page.replaceAll('\n', '\r\n')).protocol).toEqual(parseProtocol(page).protocol);
    expect(parseProtocol(`\uFEFF${page.slice(9)}`).protocol?.id).toBe('x');
    expect(parseProtocol('# Title\n\nNo block.\n').problems[0]?.message).toContain('fenced yaml block');
  });

  it('names lines of the page, not of its block', () => {
    expect(said(parseProtocol('# Title\n\n~~~ yml\nid: x\non: a.b\nstep: []\n~~~\n').problems)).toEqual([
      '4:1 missing-key',
      '6:1 unknown-key',
    ]);
  });

  it('is one: a page with two yaml blocks is refused at the second', () => {
    expect(said(parseProtocol('```yaml\na: 1\n```\n\n```yaml\nb: 1\n```\n').problems)).toEqual(['5:1 two-blocks']);
  });

  it('does not take other fences for it', () => {
    const page = `\`\`\`mermaid\ngraph TD\n\`\`\`\n\n\`\`\`yaml\n{id: x, on: a.b, steps: [${STEP}]}\n\`\`\`\n`;
    expect(parseProtocol(page).protocol?.id).toBe('x');
  });
});

describe('a broken protocol is refused, at its place', () => {
  const one = (step: string): readonly string[] => said(parseProtocol(`{id: x, on: a.b, steps: [\n${step}]}`).problems);

  it.each([
    ['{step: a, of: pmc, window: 72h, pass: t.open == 0}', '2:1 missing-key'],
    ['{step: a, of: pmc, windw: 72h, window: 72h, pass: t.open == 0, else: lapse}', '2:20 unknown-key'],
    ['{step: a, of: pmc, window: 72x, pass: t.open == 0, else: lapse}', '2:28 window-malformed'],
    ['{step: a, of: pmc, window: 0, pass: t.open == 0, else: lapse}', '2:28 window-empty'],
    ['{step: a, of: pmc, window: 72h, pass: t.open = 0, else: lapse}', '2:46 condition-syntax'],
    ['{step: a, of: pmc, window: 72h, pass: t.opn == 0, else: lapse}', '2:41 condition-type'],
    ['{step: a, of: pmc, window: 72h, pass: t.open, else: lapse}', '2:39 condition-type'],
    ['{step: a, of: pmc, window: 72h, pass: "p.x.matches(\'a+\')", else: lapse}', '2:40 condition-matches'],
    ['{step: a, of: pmc, window: 72h, pass: t.open == 0, else: shrug}', '2:58 else-malformed'],
    ['{step: a, of: pmc, window: 72h, pass: t.open == 0, else: "goto:z"}', '2:58 unknown-step'],
    ['{step: a, of: pmc, window: 72h, pass: t.open == 0, else: "reroute:99"}', '2:58 else-malformed'],
    ['{step: a, of: "pmc +", window: 72h, pass: t.open == 0, else: lapse}', '2:21 who-malformed'],
    ['{step: a, of: "x pick 0", window: 72h, pass: t.open == 0, else: lapse}', '2:23 who-malformed'],
    ['{step: a, of: pmc, window: 0..24h, each: 30wh, pass: t.open == 0, else: lapse}', '2:42 each-too-long'],
    ['{step: a, of: pmc, window: 24h, each: 4h, pass: t.open == 0, else: lapse}', '2:39 each-elapsed'],
    ['{step: a, of: pmc, window: 72h, remind: 120%, pass: t.open == 0, else: lapse}', '2:41 remind-malformed'],
    ['{step: a, of: pmc, window: 72h, objection: {effect: shout}, pass: t.open == 0, else: lapse}', '2:53 wrong-value'],
    ['{step: a, of: pmc, window: 72h, objection: {need: [reason]}, pass: t.open == 0, else: lapse}', '2:45 unknown-key'],
    ['{step: a, of: pmc, window: 72h, amend: never, pass: t.open == 0, else: lapse}', '2:40 wrong-value'],
    ['{step: a, of: pmc, window: 72h, after: z, pass: t.open == 0, else: lapse}', '2:40 unknown-step'],
    ['{step: a, of: pmc, window: 72h, method: borda, pass: t.open == 0, else: lapse}', '2:41 method-unknown'],
    ['{step: a, of: pmc, window: 72h, secret: true, pass: t.open == 0, else: lapse}', '2:41 method-missing'],
    ['{step: a, of: pmc, window: 72h, stay: 24h, pass: t.open == 0, else: lapse}', '2:33 unknown-key'],
    [`${STEP}, ${STEP}`, '2:73 step-twice'],
    ['just a text', '2:1 wrong-type'],
  ])('%s', (step, expected) => {
    expect(one(step)).toContain(expected);
    expect(one(step)).toHaveLength(1);
  });

  it.each([
    ['t.quorum > 1', 'There is no "quorum" (the tally has size, cast, agree, abstain, object, silent, open, winner)'],
    ['x > 1', 'There is no "x", only p, t, a, calendar and now'],
    ["t.agree >= 'x'", 'a number and a text do not go together with >='],
    ['t.agree >= 3 and t.open == 0', 'For "and" write &&.'],
  ])('[P2] says what is wrong with `%s` in words', (pass, words) => {
    const text = `{id: x, on: a.b, steps: [{step: a, of: pmc, window: 72h, pass: ${JSON.stringify(pass)}, else: lapse}]}`;
    expect(parseProtocol(text).problems.find(({ severity }) => severity === 'error')?.message).toContain(words);
  });

  it('names the key that was probably meant', () => {
    expect(parseProtocol('{id: x, on: a.b, step: []}').problems.map(({ message }) => message)).toContain(
      'A protocol has no "step"; did you mean "steps"?',
    );
  });

  it('finds a step that nothing leads to', () => {
    const text =
      '{id: x, on: a.b, steps: [\n{step: a, of: pmc, window: 72h, pass: "false", else: lapse},\n{step: b, of: pmc, window: 72h, pass: t.open == 0, else: lapse}]}';
    expect(said(parseProtocol(text).problems)).toEqual(['3:8 step-unreachable']);
  });

  it.each([
    ['a: [', 'yaml'],
    ['a: 1\na: 2', 'yaml'],
    ['- a', 'not-a-protocol'],
    ['', 'not-a-protocol'],
    ['id: x\0', 'not-text'],
    ['['.repeat(50_000), 'too-deep'],
    [`${'a: '.repeat(100)}1`, 'yaml'],
    ['x'.repeat(200_000), 'too-long'],
    [`a: &a [x]\nb: [${'*a,'.repeat(50)}]`, 'too-many-aliases'],
    ['a: &a {b: *a}', 'alias-cycle'],
    ['a: &a\n - *a', 'alias-cycle'],
    ['a: *b', 'unknown-alias'],
    ['a: 1\n---\na: 1', 'two-documents'],
    ['{id: x, on: a.b, steps: []}', 'wrong-type'],
    ['{id: X!, on: a.b, steps: [{step: a}]}', 'id-malformed'],
    ['{id: x, on: now, steps: [{step: a}]}', 'trigger-malformed'],
    ['{id: x, on: "schedule:Moon 09:00", steps: [{step: a}]}', 'trigger-malformed'],
    [`{id: x, on: a.b, steps: [${STEP}], lease: {by: anyone}}`, 'steps-and-lease'],
  ])('never crashes: %.40j', (text, code) => {
    const started = processorTime();
    expect(parseProtocol(text).problems.map((problem) => problem.code)).toContain(code);
    expect(parseProtocol(text).protocol).toBeUndefined();
    expect(processorTime() - started).toBeLessThan(2_000);
  });
});

describe('[P2] names that nothing has', () => {
  const text =
    '{id: x, on: a.b, steps: [{step: a, of: pmc, window: 72h, pass: "p.score < 20 && p.ci == \'green\'", else: "escalate:tsc"}]}';

  it('are a warning for a file on its own, said once each', () => {
    const { protocol, problems } = parseProtocol(text);
    expect(protocol).toBeDefined();
    expect(said(problems, 'warning')).toEqual([
      '1:40 unknown-role',
      '1:64 unknown-fact',
      '1:64 unknown-fact',
      '1:105 unknown-role',
    ]);
  });

  it('are refused in an organization that does not know them', () => {
    const strict = { facts: { score: 'number' as const }, roles: new Set(['pmc']) };
    const { protocol, problems } = parseProtocol(text, { strict });
    expect(protocol).toBeUndefined();
    expect(problems.map(({ message }) => message).join(' ')).toMatch(/"p\.ci" is no fact.*the role "tsc"/);
  });

  it('are none where the organization knows them, and the types are proved too', () => {
    const known = { facts: { score: 'number' as const, ci: 'text' as const }, roles: new Set(['pmc', 'tsc']) };
    expect(parseProtocol(text, { strict: known }).problems).toEqual([]);
    expect(said(parseProtocol(text.replace("'green'", '3'), { strict: known }).problems)).toEqual(['1:81 condition-type']);
  });

  it('warns where no timer can foresee when a condition changes', () => {
    const late = '{id: x, on: a.b, steps: [{step: a, of: author, window: 72h, pass: now.getHours() > 12, else: lapse}]}';
    expect(said(parseProtocol(late).problems, 'warning')).toEqual(['1:67 moment-unforeseen']);
  });
});

describe('[P6] what passes the check and yet is hardly meant', () => {
  const warned = (step: string, before = '') =>
    said(parseProtocol(`{id: x, on: a.b, steps: [${before}\n${step}]}`).problems, 'warning');

  it.each([
    ['{step: a, of: author, window: 0..72h, pass: t.open == 0, else: lapse}', '2:45 passes-at-once'],
    ['{step: a, of: author, window: 72h, pass: a.load < 3, else: lapse}', '2:42 nothing-there'],
    ['{step: a, of: author, skip_if: t.agree > 1, window: 72h, pass: t.open == 0, else: lapse}', '2:32 nothing-there'],
  ])('%s', (step, expected) => {
    expect(warned(step)).toEqual([expected]);
  });

  it('is not what waits, what asks, or what looks back on the step before', () => {
    expect(warned('{step: a, of: author, window: 24h..72h, pass: t.open == 0, else: lapse}')).toEqual([]);
    expect(warned('{step: a, of: author, window: 0..72h, each: 4wh, pass: t.open == 0, else: lapse}')).toEqual([]);
    expect(warned('{step: a, of: author, window: 0..72h, pass: t.agree >= 1 && t.open == 0, else: lapse}')).toEqual([]);
    expect(
      warned(
        '{step: a, of: author, skip_if: t.object == 0, window: 72h, pass: t.open == 0, else: lapse}',
        '{step: z, of: author, window: 72h, pass: "true", else: proceed},',
      ),
    ).toEqual([]);
  });
});

describe('[P7] protocols of real organizations', () => {
  const files = readdirSync(GALLERY, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

  it.each(files)('%s checks, under its own name', (file) => {
    const { protocol, problems } = parseProtocol(readFileSync(join(GALLERY, file), 'utf8'));
    expect(said(problems)).toEqual([]);
    expect(protocol?.id).toBe(file.replace(/\.yaml$/, ''));
  });

  it.runIf(existsSync(GIVEN))('the gallery says what was given, in longer lines', () => {
    for (const file of readdirSync(GIVEN).filter((name) => name.endsWith('.yaml'))) {
      const given = parseProtocol(readFileSync(join(GIVEN, file), 'utf8')).protocol;
      expect(given, file).toBeDefined();
      expect(parseProtocol(readFileSync(join(GALLERY, `${given?.id}.yaml`), 'utf8')).protocol, file).toEqual(given);
    }
  });

  it('are checked in well under 20 ms each', () => {
    const texts = files.map((file) => readFileSync(join(GALLERY, file), 'utf8'));
    for (const text of texts) parseProtocol(text);
    const started = processorTime();
    for (const text of texts) parseProtocol(text);
    expect((processorTime() - started) / texts.length).toBeLessThan(20);
  });
});

describe('what a stranger writes', () => {
  const codesOf = (step: string): readonly string[] =>
    parseProtocol(`{id: a/b, on: decision.opened, steps: [{step: a, ${step}}]}`).problems.map(({ code }) => code);

  it('knows the relations that always exist, and whom they stand to', () => {
    expect(codesOf('of: deputies of author, fallback: team of author, window: 1d, pass: t.agree >= 1, else: lapse')).toEqual([]);
    expect(codesOf('of: deputies of wizard, window: 1d, pass: t.agree >= 1, else: lapse')).toEqual(['unknown-role']);
  });

  it('takes a vote that is said to be open for a stance, and warns of a step that passes the moment it opens', () => {
    expect(codesOf('of: members, secret: false, window: 1d, pass: t.agree >= 1, else: lapse')).toEqual([]);
    expect(codesOf('of: members, ask: review, window: 0..5wd, pass: "true", else: proceed')).toEqual(['passes-at-once']);
  });

  it.each([
    ['else: laspe', 'Did you mean lapse?'],
    ['else: "escalte:lead"', 'Did you mean escalate:lead?'],
    ['pass: t.agree => 1', 'For "=>" write >=.'],
    ['pass: t.agree = 1', 'For "=" write ==.'],
    ['pass: t.agree >= 1 and t.open == 0', 'For "and" write &&.'],
    ['pass: yes', 'What always holds is written true'],
  ])('says what was meant by %s', (wrong, hint) => {
    const key = wrong.split(':')[0] ?? '';
    const step = '{step: a, of: pmc, window: 72h, pass: t.open == 0, else: lapse}'.replace(new RegExp(`${key}: [^,}]+`), wrong);
    const { problems } = parseProtocol(`{id: a, on: b.c, steps: [${step}]}`);
    expect(problems.find(({ severity }) => severity === 'error')?.message).toContain(hint);
  });

  it('is mindful of a rule that nothing begins, where one knows what does', () => {
    const begins = new Set(['release.opened', 'decision.opened']);
    const of = (on: string) =>
      parseProtocol(`{id: a, on: "${on}", steps: [{step: a, of: everyone, window: 72h, pass: t.open == 0, else: lapse}]}`, {
        begins,
      });
    expect(of('release.proposed').problems).toMatchObject([
      { severity: 'warning', code: 'nothing-begins', line: 1, column: 13, message: expect.stringContaining('release.opened') },
    ]);
    expect([of('decision.opened').problems, of('schedule:Mon 09:00').problems]).toEqual([[], []]);
  });
});
