import { parseWindow } from '../awaits/window-form.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { parseDuration } from '../time/duration.ts';
import { MAX_OPTIONS, parseMethod } from './ballot.ts';
import { compile } from './condition.ts';
import type { ObjectionRule, Otherwise, Step, Who, Window } from './document.ts';
import {
  conditionAt,
  countAt,
  durationAt,
  fieldsBy,
  nearest,
  parsedAt,
  placeOf,
  present,
  textsAt,
  truthAt,
  wordAt,
  workingAt,
  type Fields,
  type Report,
} from './fields.ts';
import { FRACTION, NAME, OBJECTION, ROLE, STEP } from './grammar.ts';
import { parseWho, parseWhoWithFallback, type WhoRead } from './who.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

/** Undefined when it lacks what a step cannot do without. */
export const readStep = (node: YamlNode, report: Report): Step | undefined => {
  if (node.is !== 'map') {
    report.error(
      'wrong-type',
      'A step is a map: {step: review, of: owners, window: 48h, pass: t.open == 0, else: lapse}.',
      node.at,
    );
    return undefined;
  }
  const fields = fieldsBy(node, STEP, 'A step', report);
  const name = parsedAt(fields, 'step', parseName, report);
  const roster = rosterAt(fields, report);
  const window = parsedAt(fields, 'window', parseWindowField, report);
  const pass = conditionAt(fields, 'pass', report);
  const otherwise = parsedAt(fields, 'else', parseOtherwise, report);
  const optional = present({
    each: workingAt(fields, 'each', report),
    ask: wordAt(fields, 'ask', STEP.ask.words, report),
    stop: conditionAt(fields, 'stop', report),
    when: conditionAt(fields, 'when', report),
    skip_if: conditionAt(fields, 'skip_if', report),
    pause: conditionAt(fields, 'pause', report),
    amend: wordAt(fields, 'amend', STEP.amend.words, report),
    exclude: whoAt(fields, 'exclude', report),
    recuse: whoAt(fields, 'recuse', report),
    implicit: whoAt(fields, 'implicit', report),
    remind: parsedAt(fields, 'remind', parseRemind, report),
    one_per: wordAt(fields, 'one_per', STEP.one_per.words, report),
    casting: roleAt(fields, 'casting', report),
    fallback: roster?.fallback,
    after: parsedAt(fields, 'after', parseName, report),
    requires: rolesAt(fields, 'requires', report),
    ...readVoting(fields, report),
    repeat: countAt(fields, 'repeat', STEP.repeat.count, report),
  });
  const objection = readObjection(fields, report);
  if (name === undefined || roster === undefined || window === undefined || pass === undefined || otherwise === undefined)
    return undefined;
  return { step: name, of: roster.who, window, pass, else: otherwise, objection, ...optional };
};

const parseName = (text: string): Result<string> =>
  NAME.test(text) && !(text in {})
    ? { ok: text }
    : refuse('name-malformed', `"${text.slice(0, 60)}" is no name; use letters, digits, - and _.`);

/** [R12] */
const readVoting = (fields: Fields, report: Report) => {
  const method = parsedAt(fields, 'method', parseMethod, report);
  const voting = {
    method,
    options: optionsAt(fields, report),
    status_quo: parsedAt(fields, 'status_quo', parseOption, report),
    elect: countAt(fields, 'elect', STEP.elect.count, report),
    secret: truthAt(fields, 'secret', report),
  };
  if (!fields.has('method'))
    for (const key of ['options', 'status_quo', 'elect', 'secret'] as const)
      if (fields.has(key) && (key !== 'secret' || voting.secret === true))
        report.error(
          'method-missing',
          key === 'secret'
            ? '"secret" hides how somebody voted, so it needs a "method"; a stance is taken openly, with its reason.'
            : `"${key}" belongs to a ballot, so it needs a "method".`,
          placeOf(fields, key),
        );
  return voting;
};

const parseOption = (text: string): Result<string> =>
  text.length <= 200 && !/[>=\n]/.test(text)
    ? { ok: text }
    : refuse(
        'option-malformed',
        `"${text.slice(0, 40)}" is no option; it is one line of at most 200 characters without > and =.`,
      );

const optionsAt = (fields: Fields, report: Report): Step['options'] => {
  const entry = fields.get('options');
  if (entry?.value.is !== 'list') {
    const cel = conditionAt(fields, 'options', report, 'list');
    return cel === undefined ? undefined : { cel };
  }
  const options = (textsAt(fields, 'options', report) ?? []).flatMap((text) => {
    const parsed = parseOption(text);
    if (parsed.refused) report.refusal(parsed, entry.value);
    return parsed.refused ? [] : [parsed.ok];
  });
  const twice = options.find((option, i) => options.indexOf(option) !== i);
  if (twice !== undefined) report.error('option-twice', `"${twice}" is named twice.`, entry.value.at);
  if (options.length < (fields.has('status_quo') ? 1 : 2))
    report.error(
      'too-few-options',
      'There is nothing to choose between; name two options, or one and a status quo.',
      entry.value.at,
    );
  if (options.length > MAX_OPTIONS)
    report.error('too-many-options', `At most ${MAX_OPTIONS} options; these are ${options.length}.`, entry.value.at);
  return options;
};

const parseRole = (text: string): Result<string> =>
  isName(text.replace(/^@/, ''))
    ? { ok: text.replace(/^@/, '') }
    : refuse('role-malformed', `"${text.slice(0, 60)}" is no role: one name of letters, digits, - . and _ stands here.`);

const roleAt = (fields: Fields, key: string, report: Report): string | undefined => parsedAt(fields, key, parseRole, report);

/** One role or a list of them. */
export const rolesAt = (fields: Fields, key: string, report: Report): readonly string[] | undefined =>
  textsAt(fields, key, report)?.flatMap((text) => {
    const parsed = parseRole(text);
    if (parsed.refused) report.error(parsed.code, parsed.message, placeOf(fields, key));
    return parsed.refused ? [] : [parsed.ok];
  });

const parseWindowField = (text: string): Result<Window> => {
  if (/[?'"(]/.test(text)) {
    const compiled = compile(text, 'text');
    return compiled.refused ? compiled : { ok: { form: 'expression', cel: text } };
  }
  const parsed = parseWindow(text);
  if (parsed.refused) return parsed;
  const [min = text, max] = text.split('..').map((part) => part.trim());
  return { ok: { form: 'range', min, max: max ?? null } };
};

const parseRemind = (text: string): Result<string> => {
  if (FRACTION.test(text)) return { ok: text };
  const parsed = parseDuration(text);
  return parsed.refused
    ? refuse('remind-malformed', `"${text.slice(0, 40)}" is no moment for a reminder.`, { accepted: '80% (of the window), 7d' })
    : { ok: text };
};

const VERBS = ['proceed', 'lapse', 'release', 'reroute', 'escalate', 'goto', 'back', 'open'] as const;
const OTHERWISE =
  'proceed, lapse, release, reroute:2, reroute:ROLE, reroute:resend, escalate:ROLE, goto:STEP, back:STEP, open:KIND';

/** [A6] */
const parseOtherwise = (text: string): Result<Otherwise> => {
  const [verb = '', ...rest] = text.split(':');
  const what = rest.join(':').trim();
  if (verb === 'proceed' || verb === 'lapse' || verb === 'release') {
    if (rest.length === 0) return { ok: { otherwise: verb } };
  } else if (verb === 'reroute') {
    if (rest.length === 0) return { ok: { otherwise: 'reroute', times: 1 } };
    if (/^\d+$/.test(what)) {
      const times = Number(what);
      return times >= 1 && times <= 20
        ? { ok: { otherwise: 'reroute', times } }
        : refuse('else-malformed', `\`reroute\` goes to 1 to 20 others, not ${what}.`, { accepted: OTHERWISE });
    }
    if (what === 'resend') return { ok: { otherwise: 'reroute', times: 2, again: true } };
    if (isName(what)) return { ok: { otherwise: 'reroute', times: 1, role: what } };
  } else if (isName(what)) {
    if (verb === 'escalate') return { ok: { otherwise: 'escalate', role: what } };
    if (verb === 'goto' || verb === 'back') return { ok: { otherwise: verb, step: what } };
    if (verb === 'open') return { ok: { otherwise: 'open', kind: what } };
  }
  const near = nearest(verb, VERBS);
  const meant = near === undefined ? '' : ` Did you mean ${[near, ...rest].join(':').slice(0, 60)}?`;
  return refuse('else-malformed', `"${text.slice(0, 60)}" does not say what happens when nobody answers.${meant}`, {
    accepted: OTHERWISE,
  });
};

const isName = (text: string): boolean => ROLE.test(text);

/** One expression, or a list of them for all together, each read at its own place. */
export const whoAt = (fields: Fields, key: string, report: Report): Who | undefined => {
  const entry = fields.get(key);
  if (entry?.value.is !== 'list') return parsedAt(fields, key, parseWho, report);
  const items = entry.value.items.map((item) => parsedAt(new Map([[key, { ...entry, value: item }]]), key, parseWho, report));
  if (items.length === 0) report.error('who-malformed', `"${key}" names nobody.`, entry.value.at);
  return items.reduce((left, right) => left && right && { who: 'union', left, right });
};

/** Whom a step asks, with the fallback that may be written behind them. */
const rosterAt = (fields: Fields, report: Report): WhoRead | undefined => {
  const written = whoAt(fields, 'fallback', report);
  const entry = fields.get('of');
  if (entry?.value.is === 'list') {
    const who = whoAt(fields, 'of', report);
    return who && { who, ...present({ fallback: written }) };
  }
  const read = parsedAt(fields, 'of', parseWhoWithFallback, report);
  if (!read || written === undefined) return read;
  if (read.fallback) report.error('fallback-twice', 'The fallback is said twice; keep one of them.', placeOf(fields, 'fallback'));
  return { ...read, fallback: written };
};

/** [R4] A reason is always needed: without one an objection is invalid. */
const DEFAULT_OBJECTION: ObjectionRule = { needs: ['reason'], clear: ['objector'], stale: '5wd', effect: 'block' };

const readObjection = (step: Fields, report: Report): ObjectionRule => {
  const entry = step.get('objection');
  if (!entry) return DEFAULT_OBJECTION;
  if (entry.value.is !== 'map')
    return { ...DEFAULT_OBJECTION, ...present({ effect: parsedAt(step, 'objection', parseEffect, report) }) };
  const map: YamlMap = entry.value;
  const fields = fieldsBy(map, OBJECTION, 'An objection', report);
  const needs = textsAt(fields, 'needs', report);
  for (const need of needs ?? []) {
    if (need !== 'reason' && need !== 'alternative')
      report.error('wrong-value', `An objection can need a reason and an alternative, not "${need}".`, placeOf(fields, 'needs'));
  }
  const more = present({
    clear: rolesAt(fields, 'clear', report),
    stale: durationAt(fields, 'stale', report),
    effect: parsedAt(fields, 'effect', parseEffect, report),
    from: whoAt(fields, 'from', report),
    valid: roleAt(fields, 'valid', report),
    overrule: roleAt(fields, 'overrule', report),
  });
  return { ...DEFAULT_OBJECTION, ...more, needs: needs?.includes('alternative') ? ['reason', 'alternative'] : ['reason'] };
};

const parseEffect = (text: string): Result<ObjectionRule['effect']> => {
  if (text === 'block' || text === 'count' || text === 'record') return { ok: text };
  const back = /^back:\s*(\S+)$/.exec(text)?.[1];
  return back && isName(back)
    ? { ok: { back } }
    : refuse('wrong-value', `An objection can block, count, record or go back:STEP, not "${text.slice(0, 40)}".`);
};
