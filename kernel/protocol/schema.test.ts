import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from './defaults.ts';
import { parseProtocol } from './document.ts';
import { EFFECTS, FLOOR, LEASE, OBJECTION, PROTOCOL, STAY, STEP } from './grammar.ts';
import { protocolSchema } from './schema.ts';

const accepts = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(protocolSchema());
const faults = (text: string): unknown => (accepts(parse(text)) ? [] : accepts.errors);
const valid = (text: string): boolean => accepts(parse(text));
const refused = (text: string): boolean => parseProtocol(text).problems.some(({ severity }) => severity === 'error');

const GALLERY = join(import.meta.dirname, 'gallery');
const gallery = readdirSync(GALLERY, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
const STEP_OF = 'step: a, of: pmc, window: 72h, pass: t.open == 0, else: lapse';
const protocol = (step: string, more = ''): string => `{id: a/b, on: decision.opened${more}, steps: [{${step}}]}`;

describe('the schema that editors use', () => {
  it.each(gallery)('[P1] accepts %s of the gallery', (file) => {
    const text = readFileSync(join(GALLERY, file), 'utf8');
    expect(faults(text)).toEqual([]);
  });

  it.each(DEFAULT_PROTOCOLS.map(({ id, page }) => [id, page] as const))(
    '[P1] accepts %s, which organizations begin with',
    (_, page) => {
      const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
      expect(faults(yaml)).toEqual([]);
    },
  );

  it.each([
    protocol(STEP_OF),
    protocol(`${STEP_OF}, method: "dot:3", options: [a, b], status_quo: b, elect: 1, secret: true, repeat: 2`),
    protocol(`${STEP_OF}, objection: {needs: [reason], clear: objector, effect: "back:a"}, remind: 80%, requires: security`),
    protocol(STEP_OF.replace('72h', '"0..Wed 18:00 in Europe/Berlin"').replace('lapse', '"reroute:2"')),
    protocol(STEP_OF.replace('72h', `"p.big ? '14d' : '7d'"`).replace('t.open == 0', 'true')),
    protocol(STEP_OF.replace('pmc', '[pmc, "(a where a.available pick 2) + b"]')),
    protocol(
      STEP_OF,
      ', stay: {for: 24h, sponsors: 3, of: members}, floor: {window: 24h, each: 4wh, requires: [legal], guard: p.reversible}, urgent: false',
    ),
    protocol(
      `${STEP_OF.replace('t.open == 0', '\'t.winner != "none"\'')}, method: ranked, options: [2027, Lisbon], status_quo: stay at home`,
    ),
    '{id: w, on: "schedule:first Mon 09:00 in Asia/Kolkata", lease: {by: anyone, ttl: 7d, renew: activity, extend: 1}}',
  ])('accepts what the reader accepts: %s', (text) => {
    expect(refused(text)).toBe(false);
    expect(faults(text)).toEqual([]);
  });

  it.each([
    ['an unknown key', protocol(`${STEP_OF}, windw: 3d`)],
    ['an unknown key of the whole', protocol(STEP_OF, ', note: x')],
    ['a missing window', protocol(STEP_OF.replace('window: 72h, ', ''))],
    ['a missing else: an await without an end', protocol(STEP_OF.replace(', else: lapse', ''))],
    ['no steps', '{id: a, on: b.c}'],
    ['an empty list of steps', '{id: a, on: b.c, steps: []}'],
    ['steps and a lease', protocol(STEP_OF, ', lease: {by: anyone}')],
    ['a broken id', protocol(STEP_OF).replace('a/b', 'A B')],
    ['a broken trigger', protocol(STEP_OF).replace('decision.opened', 'opened')],
    ['a window without an end', protocol(STEP_OF.replace('72h', '72h..'))],
    ['a window of no length', protocol(STEP_OF.replace('72h', '0..0h'))],
    ['a window that is none', protocol(STEP_OF.replace('72h', 'forever'))],
    ['an unknown method', protocol(`${STEP_OF}, method: borda`)],
    ['too many winners', protocol(`${STEP_OF}, method: condorcet, elect: 99`)],
    ['an unknown kind of asking', protocol(`${STEP_OF}, ask: beg`)],
    ['elapsed time for each', protocol(`${STEP_OF}, each: 4h`)],
    ['an else that says nothing', protocol(STEP_OF.replace('lapse', 'whatever'))],
    ['a name that is none', protocol(STEP_OF.replace('step: a', 'step: "a b"'))],
    ['a reminder at no moment', protocol(`${STEP_OF}, remind: soon`)],
    ['an objection that needs what there is not', protocol(`${STEP_OF}, objection: {needs: [money]}`)],
    ['a stay of nothing', protocol(STEP_OF, ', stay: 0h')],
    ['a lease that nobody may take', '{id: w, on: task.ready, lease: {ttl: 7d}}'],
    ['a lease that extends for ever', '{id: w, on: task.ready, lease: {by: anyone, extend: 100}}'],
    ['a text in the place of a step', '{id: a, on: b.c, steps: [x]}'],
    ['a repetition that is no number', protocol(`${STEP_OF}, repeat: often`)],
  ])('[P6] refuses %s, as the reader does', (_, text) => {
    expect(refused(text)).toBe(true);
    expect(valid(text)).toBe(false);
  });

  it('says of every key what it is for, in a sentence', () => {
    for (const table of [PROTOCOL, STEP, OBJECTION, STAY, LEASE, FLOOR, EFFECTS])
      for (const { says } of Object.values(table)) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});
