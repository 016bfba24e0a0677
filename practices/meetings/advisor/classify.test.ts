import { expect, it } from 'vitest';
import type { SeriesReport } from '../audit/report.ts';
import type { Details } from '../calendar.ts';
import { classify } from './classify.ts';
import { RULES } from './rules.ts';

const DETAILS: Details = {
  title: '',
  description: '',
  location: '',
  organizer: null,
  attendees: [],
  links: [],
  status: 'confirmed',
  free: false,
  away: false,
  allDay: false,
  sequence: 0,
};
const SERIES: SeriesReport = {
  id: 's',
  title: '',
  recurs: true,
  times: 12,
  perWeek: 1,
  minutes: 60,
  people: 6,
  invited: 6,
  personHours: 72,
  personHoursPerWeek: 6,
  cost: null,
  answers: { accepted: 72, tentative: 0, declined: 0, none: 0 },
  prepared: { expected: 12, agenda: 0, document: 0, neither: 12 },
  oneOnOne: false,
  unnamed: false,
  outside: 0,
  domains: 1,
};

it.each([
  ['Weekly Status', 'status'],
  ['Daily Stand-up', 'status'],
  ['Jour fixe Lager', 'status'],
  ['Reunión de equipo', 'status'],
  ['Reunião semanal', 'status'],
  ['Point d’équipe', 'status'],
  ['All-Hands Q1', 'broadcast'],
  ['Betriebsversammlung', 'broadcast'],
  ['Sprint Review', 'demo'],
  ['Demostración del sprint', 'demo'],
  ['Architecture Board', 'decision'],
  ['Entscheidungsrunde', 'decision'],
  ['Comité de pilotage', 'decision'],
  ['Brainstorming: names', 'brainstorm'],
  ['Lluvia de ideas', 'brainstorm'],
  ['Sprint Planning', 'planning'],
  ['Planungsrunde', 'planning'],
  ['Retrospektive', 'retrospective'],
  ['Conflict talk', 'conflict'],
  ['Klärungsgespräch', 'conflict'],
  ['Mediação', 'conflict'],
  ['1:1 Ines/Raj', 'one-on-one'],
  ['Vier-Augen-Gespräch', 'one-on-one'],
  ['Entrevista', 'interview'],
  ['Kundentermin', 'customer'],
  ['Kaffeerunde', 'unknown'],
  ['Kaffee', 'social'],
  ['Harbour', 'unknown'],
  ['Democracy', 'unknown'],
  ['Statuses of liberty', 'unknown'],
])('“%s” is %s', (title, kind) => {
  expect(classify(SERIES, { ...DETAILS, title }, RULES).kind).toBe(kind);
});

it('two people are a one-on-one, unless it is about a conflict', () => {
  const pair = { ...SERIES, oneOnOne: true };
  expect(classify(pair, { ...DETAILS, title: 'Weekly sync' }, RULES)).toMatchObject({ kind: 'one-on-one', by: 'shape' });
  expect(classify(pair, { ...DETAILS, title: 'Konflikt klären' }, RULES).kind).toBe('conflict');
});

it('what is short and nearly daily is a round of news, whatever it is called', () => {
  expect(classify({ ...SERIES, perWeek: 4, minutes: 15 }, { ...DETAILS, title: 'Harbour' }, RULES)).toEqual({
    kind: 'status',
    by: 'shape',
    word: null,
  });
});

it('the description speaks where the title says nothing', () => {
  expect(classify(SERIES, { ...DETAILS, title: 'Harbour', description: 'Each team gives its status.' }, RULES)).toMatchObject({
    kind: 'status',
    by: 'description',
  });
});
