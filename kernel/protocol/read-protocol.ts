import { refuse, type Result } from '../stream/refusal.ts';
import type { Effects, FloorRule, Lease, Protocol, Stay, Step } from './document.ts';
import {
  conditionAt,
  countAt,
  durationAt,
  fieldsBy,
  parsedAt,
  present,
  textsAt,
  truthAt,
  wordAt,
  workingAt,
  type Fields,
  type Report,
} from './fields.ts';
import { EFFECTS, EVENT, FLOOR, ID, LEASE, MAX_STEPS, PROTOCOL, STAY } from './grammar.ts';
import { readStep, rolesAt, whoAt } from './read-step.ts';
import { parseSchedule } from './schedule.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

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
  const fields = fieldsBy(root, PROTOCOL, 'A protocol', report);
  const id = parsedAt(fields, 'id', parseId, report);
  const on = parsedAt(fields, 'on', parseTrigger, report);
  const optional = present({
    when: conditionAt(fields, 'when', report),
    urgent: truthAt(fields, 'urgent', report),
    lease: readLease(fields, report),
    stay: readStay(fields, report),
    floor: readFloor(fields, report),
  });
  const { steps, nodes } = readSteps(fields, report);
  const effects = readEffects(fields, report);
  if (!fields.has('steps') && !fields.has('lease'))
    report.error('missing-key', 'A protocol needs "steps" (or a "lease").', root.at);
  const lease = fields.get('lease');
  if (fields.has('steps') && lease) report.error('steps-and-lease', 'A protocol has either "steps" or a "lease".', lease.keyAt);
  if (id === undefined || on === undefined) return undefined;
  return { protocol: { id, on, steps, do: effects, ...optional }, stepNodes: nodes };
};

const parseId = (text: string): Result<string> =>
  ID.test(text) && text.length <= 100
    ? { ok: text }
    : refuse('id-malformed', `"${text.slice(0, 60)}" is no id.`, { accepted: 'asf/lazy: small letters, digits, - . _ and /' });

const TRIGGER = 'proposal.opened, change.opened, schedule:Mon 09:00';

const parseTrigger = (text: string): Result<string> => {
  const schedule = /^schedule:\s*(.*)$/.exec(text)?.[1];
  if (schedule !== undefined) {
    const parsed = parseSchedule(schedule);
    return parsed.refused ? parsed : { ok: text };
  }
  return EVENT.test(text)
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
  const ends = fieldsBy(entry.value, EFFECTS, '"do"', report);
  return present({
    pass: textsAt(ends, 'pass', report),
    reject: textsAt(ends, 'reject', report),
    lapse: textsAt(ends, 'lapse', report),
  });
};

/** [R9] A length of time, or more about it. */
const readStay = (fields: Fields, report: Report): Stay | undefined => {
  const entry = fields.get('stay');
  if (entry?.value.is !== 'map') {
    const length = durationAt(fields, 'stay', report);
    return length === undefined ? undefined : { for: length };
  }
  const stay = fieldsBy(entry.value, STAY, 'A stay', report);
  const length = durationAt(stay, 'for', report);
  const optional = present({
    sponsors: countAt(stay, 'sponsors', STAY.sponsors.count, report),
    of: whoAt(stay, 'of', report),
  });
  return length === undefined ? undefined : { for: length, ...optional };
};

/** [P4] */
const readFloor = (fields: Fields, report: Report): FloorRule | undefined => {
  const entry = fields.get('floor');
  if (!entry) return undefined;
  if (entry.value.is !== 'map') {
    report.error(
      'wrong-type',
      'A floor says what holds in all spaces below: {window: 24h, requires: [security]}.',
      entry.value.at,
    );
    return undefined;
  }
  const floor = fieldsBy(entry.value, FLOOR, 'A floor', report);
  return present({
    window: durationAt(floor, 'window', report),
    each: workingAt(floor, 'each', report),
    requires: rolesAt(floor, 'requires', report),
    guard: conditionAt(floor, 'guard', report),
  });
};

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
  const lease = fieldsBy(entry.value, LEASE, 'A lease', report);
  const by = whoAt(lease, 'by', report);
  const optional = present({
    where: conditionAt(lease, 'where', report),
    renew: wordAt(lease, 'renew', LEASE.renew.words, report),
  });
  const ttl = durationAt(lease, 'ttl', report) ?? '7d';
  const grace = durationAt(lease, 'grace', report) ?? '3d';
  const extend = countAt(lease, 'extend', LEASE.extend.count, report) ?? 1;
  const otherwise = wordAt(lease, 'else', LEASE.else.words, report) ?? 'release';
  return by && { by, ttl, grace, extend, else: otherwise, ...optional };
};

/** Where a value of a step stands; the step itself where it has none. */
export const valueNode = (step: YamlMap, key: string): YamlNode => step.entries.find((entry) => entry.key === key)?.value ?? step;
