import { parseWindow } from '../awaits/window-form.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { isWorkingDuration, parseDuration } from '../time/duration.ts';
import { compile } from './condition.ts';
import type { ObjectionRule, Otherwise, Step, Who, Window } from './document.ts';
import {
  conditionAt,
  fieldsOf,
  parsedAt,
  placeOf,
  present,
  textAt,
  textsAt,
  wordAt,
  type Fields,
  type Report,
} from './fields.ts';
import { parseWho, parseWhoWithFallback, type WhoRead } from './who.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

const STEP_KEYS = [
  'step', 'of', 'window', 'pass', 'else', 'each', 'ask', 'stop', 'when', 'skip_if', 'objection', 'amend', 'exclude', 'recuse', 'implicit',
  'remind', 'pause', 'method', 'secret', 'one_per', 'casting', 'fallback', 'after', 'requires', 'stay',
] as const; // prettier-ignore

const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

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
  const fields = fieldsOf(node, STEP_KEYS, 'A step', report);
  notBuilt(fields, report);
  const name = parsedAt(fields, 'step', parseName, report);
  const roster = rosterAt(fields, report);
  const window = parsedAt(fields, 'window', parseWindowField, report);
  const pass = conditionAt(fields, 'pass', report);
  const otherwise = parsedAt(fields, 'else', parseOtherwise, report);
  const optional = present({
    each: eachAt(fields, report),
    ask: wordAt(fields, 'ask', ['answer', 'review', 'stance', 'acknowledge', 'contribute', 'verify', 'approve'], report),
    stop: conditionAt(fields, 'stop', report),
    when: conditionAt(fields, 'when', report),
    skip_if: conditionAt(fields, 'skip_if', report),
    pause: conditionAt(fields, 'pause', report),
    amend: wordAt(fields, 'amend', ['all', 'material'], report),
    exclude: whoAt(fields, 'exclude', report),
    recuse: whoAt(fields, 'recuse', report),
    implicit: whoAt(fields, 'implicit', report),
    remind: parsedAt(fields, 'remind', parseRemind, report),
    one_per: wordAt(fields, 'one_per', ['team', 'accountable'], report),
    casting: parsedAt(fields, 'casting', parseName, report),
    fallback: roster?.fallback,
    after: parsedAt(fields, 'after', parseName, report),
    requires: textsAt(fields, 'requires', report),
  });
  const objection = readObjection(fields, report);
  for (const key of ['step', 'of', 'window', 'pass', 'else'] as const) {
    if (!fields.has(key))
      report.error('missing-key', `A step needs "${key}"${key === 'else' ? ': what happens when nobody answers' : ''}.`, node.at);
  }
  if (name === undefined || roster === undefined || window === undefined || pass === undefined || otherwise === undefined)
    return undefined;
  return { step: name, of: roster.who, window, pass, else: otherwise, objection, ...optional };
};

/** Said plainly rather than ignored: a run that left them out would decide otherwise than was written. */
const notBuilt = (fields: Fields, report: Report): void => {
  const method = fields.get('method');
  if (method)
    report.error(
      'method-not-executed',
      'Ballots ("method") are not counted by this version. Use a "pass" condition over the tally.',
      method.keyAt,
    );
  const secret = fields.get('secret');
  if (secret && !(secret.value.is === 'scalar' && secret.value.value === false)) {
    report.error(
      'secret-not-kept',
      'Stances are not hidden by this version, so "secret" would promise what is not kept.',
      secret.keyAt,
    );
  }
  const stay = fields.get('stay');
  if (stay)
    report.error(
      'stay-not-executed',
      'A "stay" before taking effect is not kept by this version. Use a further step with a "window".',
      stay.keyAt,
    );
};

const parseName = (text: string): Result<string> =>
  NAME.test(text) && !(text in {})
    ? { ok: text }
    : refuse('name-malformed', `"${text.slice(0, 60)}" is no name; use letters, digits, - and _.`);

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

const durationAt = (fields: Fields, key: string, report: Report): string | undefined =>
  parsedAt(
    fields,
    key,
    (text) => {
      const parsed = parseDuration(text);
      if (parsed.refused) return parsed;
      return parsed.ok.amount === 0 ? refuse('duration-malformed', `"${key}" must be longer than nothing.`) : { ok: text };
    },
    report,
  );

/** [A2] `each` is working time: what is merely elapsed is `min`. */
const eachAt = (fields: Fields, report: Report): string | undefined => {
  const each = durationAt(fields, 'each', report);
  const parsed = each === undefined ? null : parseDuration(each);
  if (!parsed || parsed.refused || isWorkingDuration(parsed.ok)) return each;
  report.error(
    'each-elapsed',
    `"each" is working time, as 4wh or 1wd; elapsed time belongs into "window".`,
    placeOf(fields, 'each'),
  );
  return undefined;
};

const parseRemind = (text: string): Result<string> => {
  if (/^[1-9]\d?%$/.test(text)) return { ok: text };
  const parsed = parseDuration(text);
  return parsed.refused
    ? refuse('remind-malformed', `"${text.slice(0, 40)}" is no moment for a reminder.`, { accepted: '80% (of the window), 7d' })
    : { ok: text };
};

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
  return refuse('else-malformed', `"${text.slice(0, 60)}" does not say what happens when nobody answers.`, {
    accepted: OTHERWISE,
  });
};

const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text);

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

const OBJECTION_KEYS = ['needs', 'clear', 'stale', 'effect', 'from', 'valid', 'overrule'] as const;

/** [R4] A reason is always needed: without one an objection is invalid. */
const DEFAULT_OBJECTION: ObjectionRule = { needs: ['reason'], clear: ['objector'], stale: '5wd', effect: 'block' };

const readObjection = (step: Fields, report: Report): ObjectionRule => {
  const entry = step.get('objection');
  if (!entry) return DEFAULT_OBJECTION;
  if (entry.value.is !== 'map')
    return { ...DEFAULT_OBJECTION, ...present({ effect: parsedAt(step, 'objection', parseEffect, report) }) };
  const map: YamlMap = entry.value;
  const fields = fieldsOf(map, OBJECTION_KEYS, 'An objection', report);
  const needs = textsAt(fields, 'needs', report);
  for (const need of needs ?? []) {
    if (need !== 'reason' && need !== 'alternative')
      report.error('wrong-value', `An objection can need a reason and an alternative, not "${need}".`, placeOf(fields, 'needs'));
  }
  const more = present({
    clear: textsAt(fields, 'clear', report),
    stale: durationAt(fields, 'stale', report),
    effect: parsedAt(fields, 'effect', parseEffect, report),
    from: whoAt(fields, 'from', report),
    valid: textAt(fields, 'valid', report),
    overrule: textAt(fields, 'overrule', report),
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
