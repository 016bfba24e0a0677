import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from './defaults.ts';
import { parseProtocol } from './document.ts';
import { conditionWords } from './condition-words.ts';
import { explain, triggerWords } from './explain.ts';
import { protocolOf } from './story.ts';

const GALLERY = join(import.meta.dirname, 'gallery');
const gallery = readdirSync(GALLERY, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
const one = (step: string): string => explain(protocolOf(`{id: x, on: decision.opened, steps: [{step: a, ${step}}]}`));

describe('[P1] the prose of a protocol', () => {
  it('[R4] says what an objection needs where no condition of the step asks whether one is open, and what it blocks where only stop does', () => {
    const text = (more: string): string =>
      explain(
        protocolOf(
          `{id: x/y, on: decision.opened, steps: [{step: a, of: team, window: 24h..9d, pass: t.agree >= 2, else: lapse, ${more}}]}`,
        ),
      );
    expect(text('objection: {needs: [reason, alternative]}')).toContain('An objection needs a reason and an alternative.');
    expect(text('amend: all')).not.toContain('objection');
    expect(text('stop: t.open >= 2')).toContain('An objection needs a reason and blocks until whoever raised it resolves it.');
  });

  it('says who has how long, when it passes and what happens otherwise', () => {
    expect(one('of: platform, window: 24h, each: 4wh, pass: t.open == 0, else: lapse')).toBe(`It begins when a decision is opened.

Everyone in *platform* has 24 hours and at least 4 of their working hours. After 24 hours, and once whoever is silent has had that much working time, it passes as soon as no objection is open; if it has not after the longest window that the organization allows, it lapses. An objection needs a reason and blocks until whoever raised it resolves it. Whoever leaves a reply to their objection unanswered for 5 working days loses it.
`);
  });

  it('tells the steps of Apache’s lazy consensus in order, and when the vote is held', () => {
    const text = explain(protocolOf(readFileSync(join(GALLERY, 'asf', 'lazy.yaml'), 'utf8')));
    expect(text).toContain(
      '1. **silence** — Everyone in *committers* has 72 hours. When that time is over, it passes if no objection is open; otherwise it goes to **vote**.',
    );
    expect(text).toContain('2. **vote** — Held only when **silence** does not pass.');
  });

  it.each([
    [
      'of: lead, window: 0..2wd, pass: t.agree == 1, else: proceed',
      'has up to 2 working days. It passes as soon as one agrees; if that time is over and it has not, it proceeds.',
    ],
    ['of: everyone - agents, window: 1d, pass: t.agree >= 1, else: lapse', 'Everyone except the agents has 1 day.'],
    [
      'of: anyone, window: 7d, objection: count, pass: t.agree * 100 >= (t.agree + t.object) * 75, else: lapse',
      'it passes if at least three quarters of those who agree or object agree;',
    ],
    [
      'of: devs, window: 14d, method: condorcet, options: [a, b], pass: "t.winner != \'none\' && t.cast >= 45", else: lapse',
      'it passes if there is a winner and at least 45 have voted;',
    ],
    ['of: lead, window: 0..Wed 18:00, pass: t.agree == 1, else: lapse', 'has until Wednesday 18:00 on their own clock.'],
    [
      'of: anyone, window: 10d, pass: "true", else: proceed',
      'Anyone who wants to speak has 10 days. When that time is over, it passes.',
    ],
    [
      'of: a + b, exclude: author, window: 1d, pass: t.open == 0, else: lapse',
      'Everyone in *a* and *b* except the author has 1 day.',
    ],
    [
      'of: a, window: 24h..5d, each: 8wh, pass: t.open == 0, else: lapse',
      'at least 24 hours and at most 5 days, and at least 8 of their working hours.',
    ],
    ['of: a - b, window: 1d, pass: t.open == 0, else: lapse', 'Everyone in *a* except *b* has 1 day.'],
    [
      'of: a pick 2, window: 1d, pass: t.open == 0, else: lapse',
      '2 of those in *a*, whoever is there and has least to do, have 1 day.',
    ],
    ['of: a, window: 1d, pass: t.open == 0, stop: t.object >= 2, else: lapse', 'It is rejected as soon as at least 2 object.'],
    ['of: a, window: 1d, when: p.reversible, pass: t.open == 0, else: lapse', 'Held only when it is reversible.'],
    ['of: a, window: 1d, requires: [legal], pass: t.open == 0, else: lapse', 'At least one of *legal* must agree.'],
    [
      'of: a, window: 1d, requires: [legal, cfo], pass: t.open == 0, else: lapse',
      'At least one of *legal* and the *cfo* must agree.',
    ],
    [
      'of: a, window: 1d, repeat: 2, pass: t.agree >= 3, else: "escalate:area_director"',
      'otherwise it is held again, 2 times at most, with the whole window, and after that the *area director* decides',
    ],
    ['of: area_director, window: 1d, pass: t.agree == 1, else: lapse', 'Whoever is *area director* has 1 day.'],
    ['of: contributors, exclude: agents, window: 1d, pass: t.agree == 1, else: lapse', 'Every contributor except the agents has'],
    ['of: accountable of author, window: 1d, pass: t.agree == 1, else: lapse', 'Whoever answers for the author has 1 day.'],
    [
      'of: team of author + affected, window: 1d, pass: t.agree == 1, else: lapse',
      'Everyone in the team of the author and everybody affected has',
    ],
    [
      'of: oncall where a.here pick 1, exclude: author, window: 1d, pass: t.agree == 1, else: lapse',
      'One of those in *oncall* except the author who are *here*, whoever is there and has least to do, has 1 day.',
    ],
    [
      'of: a, window: 2d, method: ranked, options: [x, y], pass: "t.winner != \'none\'", else: lapse',
      'Ballots are counted when the time is over; a tie keeps the status quo. When they are counted, it passes if there is a winner; otherwise it lapses.',
    ],
    [
      'of: a, window: 1d..2d, method: ranked, options: [x, y], pass: "t.winner != \'none\'", else: lapse',
      'Ballots are counted when everybody has voted, after 1 day at the earliest, or the time is over;',
    ],
    ['of: a, window: 1d, casting: chair, pass: t.agree > t.object, else: lapse', 'In a tie, the *chair* decides.'],
    ['of: a, window: 1d, casting: stewards, pass: t.agree > t.object, else: lapse', 'In a tie, one of the stewards decides.'],
    ['of: a, window: 1d, one_per: team, pass: t.agree > t.object, else: lapse', 'Each team has one voice'],
    ['of: a, window: 1d, recuse: b, pass: t.agree > 1, else: lapse', '*b* is recused and does not count.'],
    [
      'of: a, window: 1d, remind: 80%, pass: t.agree > 1, else: "reroute:3"',
      'reminded after 80% of the time, inside their working hours.',
    ],
    [
      'of: a, window: 0..1d, pass: t.agree > 1, else: "reroute:3"',
      'somebody else is asked, up to 3 times, and after that it lapses.',
    ],
    ['of: a, window: 0..1d, pass: t.agree > 1, else: "escalate:board"', '*board* decides, by more than half of those asked.'],
    ['of: a, window: 0..1d, pass: t.cast >= 1, else: "escalate:board"', '*board* is asked instead, and one answer is enough.'],
    ['of: a, window: 0..1d, pass: t.agree >= 1, else: "open:advisory"', 'an advisory is opened.'],
    [
      'of: a where a.available && a.load < a.limit pick 1, window: 0..1d, pass: t.agree >= 1, else: "reroute:b"',
      'One of those in *a* (if they are *available* and their *load* is under their *limit*), whoever is there and has least to do, has up to 1 day. It passes as soon as at least one agrees; if that time is over and it has not, somebody of *b* is asked, once,',
    ],
    [
      'of: a, window: 1d, objection: {valid: chair, overrule: board, from: b}, pass: t.open == 0, else: lapse',
      'Only objections of *b* have that effect; others are recorded. The *chair* may rule one invalid. *board* may overrule one, with a written reason.',
    ],
  ])('of a step with %s', (step, sentence) => {
    expect(one(step)).toContain(sentence);
  });

  it('says nothing of a condition that never holds', () => {
    expect(one('of: lead, window: 1d, pass: t.agree >= 1, stop: "false", else: lapse')).not.toContain('rejected');
  });

  it('[A6] says who is chosen where it is urgent', () => {
    const text =
      '{id: x, on: request.opened, urgent: true, steps: [{step: a, of: b pick 1, window: 0..4wh, pass: t.cast >= 1, else: reroute}]}';
    expect(explain(protocolOf(text))).toContain(
      'One of those in *b*, whoever is working now or soonest, has up to 4 working hours.',
    );
  });

  it.each(gallery)('reads as sentences, without code that was not understood, for %s', (file) => {
    const { protocol } = parseProtocol(readFileSync(join(GALLERY, file), 'utf8'));
    if (!protocol) throw new Error(file);
    const text = explain(protocol);
    expect(text).not.toContain('`');
    expect(text).not.toMatch(/undefined|null|\[object|\.\.|  /);
    for (const step of protocol.steps) if (protocol.steps.length > 1) expect(text).toContain(`**${step.step}**`);
    expect(explain(protocol)).toBe(text);
  });
});

/** As the practices declare them. */
const FACTS = {
  ...({ by_contributor: 'bool', alone: 'bool', owners_of_page: 'list' } as const),
  ...({ agenda: 'bool', minutes: 'number', doc: 'bool', no_meeting_day: 'bool', organizer: 'list', everybody: 'bool' } as const),
  ...({ days_since_founding: 'number' } as const),
  ...({ ci: 'text', score: 'number', guards: 'list', owners_of_paths: 'list' } as const),
};

describe('[A9] the protocols that an organization begins with', () => {
  it.each([
    [
      'p.agenda && (p.minutes <= 15 || p.doc) && !p.no_meeting_day',
      'it has an agenda, (it takes at most 15 minutes or there is a document to read first) and it does not fall on a day without meetings',
    ],
    ['p.days_since_founding >= 1', 'the organization is at least one day old'],
    ['p.everybody', "everybody's answer is wanted"],
    ['p.files > 3', 'it touches more than 3 files'],
  ])('says of what practices know what one would say: %s', (condition, words) => {
    expect(conditionWords(condition)).toBe(words);
  });

  it.each([
    [
      'of: nominees - author - proposer pick 4 weight 1',
      '4 of those in *nominees* except the author and the proposer, drawn by lot, have',
    ],
    [
      "of: (members where 'mentoring' in a.skills) - author pick 3",
      '3 of the members whose *skills* include “mentoring” except the author, whoever is there and has least to do, have',
    ],
    ['of: team + owner where !a.on_leave', 'Everyone in *team* and whoever is *owner* who is not *on leave* has'],
    [
      'of: experts where a.load < a.limit && a.is_here',
      'Everyone in *experts* (if their *load* is under their *limit* and they are *is here*) has',
    ],
    ['of: a fallback stewards', 'When nobody of these can be asked, the stewards are asked instead.'],
  ])('says who is asked as one would: %s', (of, words) => {
    expect(
      one(`${of.includes(',') || of.includes("'") ? `of: "${of.slice(4)}"` : of}, window: 1d, pass: t.cast >= 1, else: lapse`),
    ).toContain(words);
  });

  it('says who does what by themselves', () => {
    expect(['person.joined', 'trial.ended', 'decision.opened'].map(triggerWords)).toEqual([
      'when a person joins',
      'when a trial ends',
      'when a decision is opened',
    ]);
  });

  it.each(DEFAULT_PROTOCOLS.map((one) => [one.id, one] as const))(
    '%s checks strictly, says why in a sentence, and explains itself',
    (id, { page, title }) => {
      const { protocol, problems } = parseProtocol(page, { strict: { facts: FACTS, roles: new Set() } });
      expect(problems).toEqual([]);
      expect(protocol?.id).toBe(id);
      expect(page.startsWith(`# ${title}\n\n`)).toBe(true);
      expect(protocol && explain(protocol)).not.toContain('`');
    },
  );

  it('give an answer 24 hours and four working hours, an urgent one four working hours', () => {
    const steps = Object.fromEntries(DEFAULT_PROTOCOLS.map(({ id, page }) => [id, protocolOf(page).steps[0]]));
    expect(steps['respond/default']).toMatchObject({
      window: { min: '24h', max: null },
      each: '4wh',
      ask: 'answer',
      else: { otherwise: 'reroute' },
    });
    expect(steps['respond/urgent']).toMatchObject({ window: { min: '0', max: '4wh' }, else: { otherwise: 'reroute' } });
    expect(steps['decide/default']).toMatchObject({
      window: { min: '48h', max: null },
      each: '8wh',
      objection: { effect: 'block', needs: ['reason'] },
    });
  });
});
