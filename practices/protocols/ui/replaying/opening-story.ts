import { parseProtocol, type Otherwise, type Protocol, type Who } from '#kernel/protocol/document.ts';
import { rolesIn } from '#kernel/protocol/who.ts';

/** Who is asked in a story that begins: Mere decides what is taken to somebody, the others hold the offices that are asked. */
const CAST = [
  { id: 'ines', zone: 'Europe/Berlin', week: 'mon-fri', hours: '09:00-17:00', holidays: 'DE-BE' },
  { id: 'raj', zone: 'Asia/Kolkata', week: 'mon-fri', hours: '10:00-18:30' },
  { id: 'tomas', zone: 'America/Sao_Paulo', week: 'mon-fri', hours: '09:00-18:00', holidays: 'BR' },
  { id: 'aroha', zone: 'Pacific/Auckland', week: 'mon-fri', hours: '09:00-17:00', holidays: 'NZ' },
  { id: 'mere', zone: 'Pacific/Auckland', week: 'mon-thu', hours: '08:30-16:30', holidays: 'NZ' },
] as const;

const ALWAYS_THERE = new Set(['author', 'proposer', 'everyone', 'members', 'agents', 'objector']);
const DAY = 86_400_000;

/** A story under a protocol for which nobody has written one yet: four who are asked, on three continents, and one of them answers. */
export const openingStory = (yaml: string, now: number): string => {
  const { protocol } = parseProtocol(yaml);
  const monday = Math.ceil((now - 4 * DAY) / (7 * DAY)) * 7 * DAY + 4 * DAY + 9 * 3_600_000;
  const asked = protocol ? askedRoles(protocol) : ['contributors'];
  const above = protocol ? rolesAbove(protocol).filter((role) => !asked.includes(role)) : [];
  const iso = (days: number, hours = 0): string =>
    new Date(monday + days * DAY + hours * 3_600_000).toISOString().replace('.000', '');
  const people = CAST.map(({ id, zone, week, hours, ...more }) => {
    const roles = id === 'mere' ? above : asked;
    const holidays = 'holidays' in more ? `, holidays: ${more.holidays}` : '';
    const held = roles.length > 0 ? `, roles: [${roles.join(', ')}]` : '';
    const energy = protocol?.lease ? ', facts: { energy: [deep, shallow], open: 0 }, limit: 1' : '';
    return `  ${id}: { zone: ${zone}, week: { ${week}: '${hours}' }${holidays}${held}${energy} }`;
  });
  const irreversible = protocol?.when?.includes('p.irreversible') === true;
  const facts = protocol?.lease ? ', facts: { depth: deep }' : '';
  const kind = protocol?.on.startsWith('schedule:') ? 'decision' : (protocol?.on.split('.')[0] ?? 'decision');
  const happens = protocol?.lease
    ? [`  - { at: ${iso(0, 1)}, by: raj, claim: true }`]
    : [`  - { at: ${iso(1, -3)}, by: raj, ${answers(protocol) ? 'answer: true' : 'stance: agree'} }`];
  return [
    'protocol:',
    ...yaml
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
    `start: ${iso(0)}`,
    'actors:',
    ...people,
    `artifact: { kind: ${kind}, title: One PostgreSQL for both products, author: ines${irreversible ? ', irreversible: true' : ''}${facts} }`,
    'events:',
    ...happens,
    '',
  ].join('\n');
};

const answers = (protocol: Protocol | undefined): boolean =>
  ['answer', 'acknowledge', 'contribute', 'verify'].includes(protocol?.steps[0]?.ask ?? '');

const named = (who: Who | undefined): readonly string[] => (who ? rolesIn(who) : []);

const askedRoles = (protocol: Protocol): readonly string[] =>
  unique([
    ...protocol.steps.flatMap((step) => [
      ...named(step.of),
      ...named(step.fallback),
      ...named(step.objection.from),
      ...(step.requires ?? []),
    ]),
    ...named(protocol.lease?.by),
  ]);

const rolesAbove = (protocol: Protocol): readonly string[] =>
  unique(
    protocol.steps.flatMap(({ else: otherwise, objection, casting }) => [
      ...roleOf(otherwise),
      ...objection.clear,
      ...[objection.valid, objection.overrule, casting].filter((role) => role !== undefined),
    ]),
  );

const roleOf = (otherwise: Otherwise): readonly string[] =>
  otherwise.otherwise === 'escalate' || (otherwise.otherwise === 'reroute' && otherwise.role !== undefined)
    ? [otherwise.role ?? '']
    : [];

const unique = (roles: readonly string[]): readonly string[] => [...new Set(roles)].filter((role) => !ALWAYS_THERE.has(role));
