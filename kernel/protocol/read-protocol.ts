import { parseDuration } from '../time/duration.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import type { Effects, Lease, Protocol, Step } from './document.ts';
import { conditionAt, fieldsOf, parsedAt, present, textsAt, truthAt, wordAt, type Fields, type Report } from './fields.ts';
import { readStep, whoAt } from './read-step.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

const KEYS = ['id', 'on', 'when', 'urgent', 'steps', 'lease', 'do'] as const;
const MAX_STEPS = 50;

/** Undefined when it lacks what a protocol cannot do without. `stepsAt` says where each step stands, for what is checked later. */
export const readProtocol = (
  root: YamlNode,
  report: Report,
): { readonly protocol: Protocol; readonly stepNodes: readonly YamlMap[] } | undefined => {
  if (root.is !== 'map') {
    report.error(
      'not-a-protocol',
      'A protocol is a map with "id", "on" and "steps"; in a Markdown page it stands in a fenced yaml block.',
      root.at,
    );
    return undefined;
  }
  const fields = fieldsOf(root, KEYS, 'A protocol', report);
  const id = parsedAt(fields, 'id', parseId, report);
  const on = parsedAt(fields, 'on', parseTrigger, report);
  const optional = present({
    when: conditionAt(fields, 'when', report),
    urgent: truthAt(fields, 'urgent', report),
    lease: readLease(fields, report),
  });
  const { steps, nodes } = readSteps(fields, report);
  const effects = readEffects(fields, report);
  for (const key of ['id', 'on'] as const)
    if (!fields.has(key)) report.error('missing-key', `A protocol needs "${key}".`, root.at);
  if (!fields.has('steps') && !fields.has('lease'))
    report.error('missing-key', 'A protocol needs "steps" (or a "lease").', root.at);
  const lease = fields.get('lease');
  if (fields.has('steps') && lease) report.error('steps-and-lease', 'A protocol has either "steps" or a "lease".', lease.keyAt);
  if (id === undefined || on === undefined) return undefined;
  return { protocol: { id, on, steps, do: effects, ...optional }, stepNodes: nodes };
};

const parseId = (text: string): Result<string> =>
  /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/.test(text) && text.length <= 100
    ? { ok: text }
    : refuse('id-malformed', `"${text.slice(0, 60)}" is no id.`, { accepted: 'asf/lazy: small letters, digits, - . _ and /' });

const TRIGGER = 'proposal.opened, change.opened, schedule:Mon 09:00';

const parseTrigger = (text: string): Result<string> => {
  const schedule = /^schedule:\s*(.*)$/.exec(text)?.[1];
  if (schedule !== undefined)
    return /^((Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+)?([01]?\d|2[0-3]):[0-5]\d$/i.test(schedule)
      ? { ok: text }
      : refuse('trigger-malformed', `"${schedule}" is no time of the week.`, { accepted: TRIGGER });
  return /^[a-z][\w-]*(\.[a-z][\w-]*)+$/.test(text)
    ? { ok: text }
    : refuse('trigger-malformed', `"${text.slice(0, 60)}" is nothing that happens.`, { accepted: TRIGGER });
};

const readSteps = (fields: Fields, report: Report): { readonly steps: readonly Step[]; readonly nodes: readonly YamlMap[] } => {
  const entry = fields.get('steps');
  const steps: Step[] = [];
  const nodes: YamlMap[] = [];
  if (!entry) return { steps, nodes };
  if (entry.value.is !== 'list' || entry.value.items.length === 0) {
    report.error('wrong-type', '"steps" must be a list of at least one step.', entry.value.at);
    return { steps, nodes };
  }
  if (entry.value.items.length > MAX_STEPS)
    report.error('too-many-steps', `At most ${MAX_STEPS} steps; this has ${entry.value.items.length}.`, entry.value.at);
  for (const item of entry.value.items.slice(0, MAX_STEPS)) {
    const step = readStep(item, report);
    if (step && item.is === 'map') {
      steps.push(step);
      nodes.push(item);
    }
  }
  return { steps, nodes };
};

const readEffects = (fields: Fields, report: Report): Effects => {
  const entry = fields.get('do');
  if (!entry) return {};
  if (entry.value.is !== 'map') {
    report.error('wrong-type', '"do" says what happens at the end: {pass: [publish]}.', entry.value.at);
    return {};
  }
  const ends = fieldsOf(entry.value, ['pass', 'reject', 'lapse'], '"do"', report);
  return present({
    pass: textsAt(ends, 'pass', report),
    reject: textsAt(ends, 'reject', report),
    lapse: textsAt(ends, 'lapse', report),
  });
};

const LEASE_KEYS = ['by', 'where', 'ttl', 'renew', 'grace', 'extend', 'else'] as const;

/** [L2] */
const readLease = (fields: Fields, report: Report): Lease | undefined => {
  const entry = fields.get('lease');
  if (!entry) return undefined;
  if (entry.value.is !== 'map') {
    report.error(
      'wrong-type',
      'A lease is a map: {by: anyone, ttl: 7d, renew: activity, grace: 3d, extend: 1, else: release}.',
      entry.value.at,
    );
    return undefined;
  }
  const lease = fieldsOf(entry.value, LEASE_KEYS, 'A lease', report);
  const length = (key: string): string | undefined =>
    parsedAt(
      lease,
      key,
      (text) => {
        const parsed = parseDuration(text);
        return parsed.refused
          ? parsed
          : parsed.ok.amount === 0
            ? refuse('duration-malformed', `"${key}" must be longer than nothing.`)
            : { ok: text };
      },
      report,
    );
  const by = whoAt(lease, 'by', report);
  const optional = present({
    where: conditionAt(lease, 'where', report),
    renew: wordAt(lease, 'renew', ['activity', 'never'], report),
  });
  const ttl = length('ttl') ?? '7d';
  const grace = length('grace') ?? '3d';
  const extend =
    parsedAt(
      lease,
      'extend',
      (text) =>
        /^\d$/.test(text)
          ? { ok: Number(text) }
          : refuse('wrong-value', `"extend" is a whole number from 0 to 9, not "${text.slice(0, 20)}".`),
      report,
    ) ?? 1;
  const otherwise = wordAt(lease, 'else', ['release'], report) ?? 'release';
  if (!lease.has('by')) report.error('missing-key', 'A lease needs "by": who may claim.', entry.keyAt);
  return by && { by, ttl, grace, extend, else: otherwise, ...optional };
};

/** Where a value of a step stands; the step itself where it has none. */
export const valueNode = (step: YamlMap, key: string): YamlNode => step.entries.find((entry) => entry.key === key)?.value ?? step;
