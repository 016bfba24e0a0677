import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { parseProtocol } from './document.ts';
import { replay } from './replay.ts';

/** Rules that organizations publish, written down as somebody would who has read the specification. */
const WILD: Readonly<Record<string, string>> = {
  'a general resolution by Schulze, with a discussion, a quorum and three to one over the default': `
id: debian/general-resolution
on: resolution.proposed
when: p.sponsors >= 5
steps:
  - step: discussion
    of: developers
    window: 1w..3w
    amend: material
    objection: record
    pass: "true"
    else: proceed
  - step: vote
    of: developers
    window: 0..2w
    method: condorcet
    options: p.choices
    status_quo: none_of_the_above
    casting: secretary
    pass: t.winner != 'none' && t.cast >= 3 && t.agree >= 3 * t.object
    else: lapse
do: { pass: [publish_result] }`,
  'an election of a steering council of several, in secret': `
id: python/steering-election
on: election.called
steps:
  - step: vote
    of: core_developers
    window: 0..2w
    method: score:5
    options: [ana, bo, cy, di, ed, flo]
    elect: 3
    secret: true
    remind: 50%
    pass: t.winner != 'none'
    else: escalate:election_officer`,
  'a vote of a council in which no more may be against than for, and one abstains by office': `
id: python/pep
on: pep.submitted
steps:
  - step: sponsor
    of: core_developers - author
    window: 0..30d
    pass: t.agree >= 1
    else: lapse
  - step: council
    of: steering_council
    recuse: author
    window: 0..14d
    pass: t.agree > t.object && t.cast * 2 > t.size
    stop: t.object * 2 > t.size
    else: lapse`,
  'two last calls of different lengths, with who may clear a discuss': `
id: ietf/standards-action
on: draft.submitted
steps:
  - step: wg_last_call
    of: wg_members
    window: 14d
    objection: { needs: [reason], clear: [chairs], effect: block }
    pass: t.open == 0
    else: lapse
  - step: ietf_last_call
    of: anyone
    window: "p.individual ? '28d' : '14d'"
    objection: record
    pass: "true"
    else: proceed
  - step: iesg
    of: iesg
    window: 0..14d
    objection: { effect: block, clear: [objector, responsible_ad], stale: 10wd }
    pass: t.agree * 3 >= t.size * 2 && t.open == 0
    else: escalate:iab`,
  'a jury drawn by lot, of whom two thirds must agree': `
id: civic/jury
on: proposal.opened
steps:
  - step: draw
    of: (citizens - author) pick 3 weight 1 fallback substitutes
    window: 0..5wd
    each: 4wh
    remind: 2wd
    pass: t.agree * 3 >= t.size * 2
    stop: t.object * 3 > t.size
    else: reroute:3`,
  'capacity of a sprint by dots, every second Monday': `
id: sprint/capacity
on: schedule:Mon 09:00 every 2w
steps:
  - step: dots
    of: (team + owner) where a.available
    window: 0..Tue 17:00
    method: dot:3
    options: [search, billing, onboarding]
    elect: 2
    casting: owner
    pass: t.winner != 'none'
    else: escalate:owner`,
  'a chain of people on call that repeats': `
id: ops/page
on: incident.opened
urgent: true
when: p.severity <= 2
steps:
  - step: primary
    of: primary_oncall
    ask: acknowledge
    window: 0..15m
    repeat: 1
    pass: t.cast >= 1
    else: goto:secondary
  - step: secondary
    of: secondary_oncall
    ask: acknowledge
    window: 0..15m
    pass: t.cast >= 1
    else: goto:manager
  - step: manager
    of: manager
    ask: acknowledge
    window: 0..30m
    repeat: 3
    pass: t.cast >= 1
    else: open:postmortem`,
  'lazy consensus with labels, approvers of paths and a hold': `
id: k8s/kep
on: change.opened
steps:
  - step: lazy
    of: sig_members
    exclude: author
    window: 3d
    objection: { needs: [reason], clear: [objector, sig_leads] }
    skip_if: "'kind/typo' in p.labels"
    pass: t.open == 0 && !('do-not-merge/hold' in p.labels)
    else: goto:leads
  - step: leads
    of: sig_leads
    window: 0..14d
    pass: t.agree >= 2 && t.open == 0
    else: escalate:steering
do: { pass: [queue_merge] }`,
  'approval of money, by more people the more it is': `
id: finance/spend
on: expense.requested
stay: { for: 1wd, sponsors: 1, of: finance }
steps:
  - step: lead
    of: team_leads - author
    window: 0..2wd
    skip_if: p.amount < 500.0
    pass: t.agree >= 1
    else: escalate:finance
  - step: finance
    of: finance
    when: p.amount >= 5000.0 || p.vendor == 'new'
    window: 0..3wd
    requires: [cfo]
    pass: t.agree >= 2 || (t.agree == 1 && p.amount < 20000.0)
    else: lapse`,
  'review that follows the sun': `
id: review/sun
on: change.opened
urgent: true
steps:
  - step: review
    of: owners of paths where a.load < a.limit pick 1
    exclude: author
    fallback: maintainers
    window: 0..4wh
    pass: t.agree >= 1 && t.open == 0
    else: reroute:3`,
  'consent in a circle where everybody answers a question first': `
id: circle/consent
on: proposal.opened
steps:
  - step: questions
    of: circle
    ask: contribute
    window: 0..Wed 17:00 in Europe/Berlin
    pass: t.cast == t.size
    else: proceed
  - step: reactions
    of: circle
    ask: answer
    window: 0..1wd
    pass: t.cast == t.size
    else: proceed
  - step: consent
    of: circle
    implicit: proposer
    window: 1wd
    objection: { needs: [reason, alternative], valid: facilitator, overrule: super_circle }
    amend: all
    pass: t.open == 0
    else: back:questions`,
  'a candidate whom no two may be against': `
id: hiring/offer
on: candidate.proposed
steps:
  - step: panel
    of: panel
    window: 0..2wd
    one_per: team
    pass: t.cast == t.size && t.object < 2
    stop: t.object >= 2
    else: escalate:hiring_manager
do: { pass: [send_offer], reject: [send_regrets], lapse: [tell_recruiter] }`,
  'a release candidate that freezes while the tree is closed': `
id: release/candidate
on: release.proposed
steps:
  - step: smoke
    of: qa + release_managers
    ask: verify
    window: 24h..5d
    pause: calendar.freeze
    pass: p.blockers.size() == 0 && t.cast >= 2
    else: lapse
  - step: sign
    of: release_managers
    window: 0..1d
    pass: t.agree == t.size
    else: escalate:director
  - step: look_back
    of: release_managers
    after: effect
    window: 0..5wd
    pass: t.agree >= 1
    else: open:followup
do: { pass: [tag, publish] }`,
  'a by-law that cannot be undone': `
id: board/bylaw
on: motion.opened
stay: 30d
steps:
  - step: motion
    of: board - (observers + guests)
    window: 10d..30d
    objection: count
    casting: chair
    requires: [legal]
    pass: t.cast * 3 >= t.size * 2 && t.winner == 'agree'
    else: lapse`,
};

const FOLDER = join(import.meta.dirname, 'wild');
const files = readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')] as const);

const PEOPLE = [
  'developers, core_developers, steering_council, wg_members, iesg, citizens, team, sig_members, team_leads, circle, panel, qa, board',
  'secretary, election_officer, chairs, owner, primary_oncall, sig_leads, finance, cfo, maintainers, facilitator, release_managers, legal, chair',
  'secondary_oncall, manager, iab, substitutes, steering, hiring_manager, director, responsible_ad, super_circle',
];

const scenario = (protocol: string): string => `
protocol: it
start: 2026-05-04T08:00:00Z
actors:
  ines: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [${PEOPLE[0]}] }
  raj: { zone: Asia/Kolkata, week: { mon-fri: "10:00-18:00" }, roles: [${PEOPLE[0]}, ${PEOPLE[1]}] }
  mere: { zone: Pacific/Auckland, week: { mon-fri: "09:00-17:00" }, roles: [${PEOPLE[0]}, ${PEOPLE[2]}], teams: [north] }
artifact: { kind: ${/on: (\w+)\./.exec(protocol)?.[1] ?? 'plan'}, author: ines, facts: { sponsors: 6, choices: [a, b], individual: false, labels: [kind/kep], stage: '3', incident: '#4', files: [a.ts], amount: 900.0, vendor: known, severity: 1, blockers: [], owners_of_paths: [raj, mere] } }
`;

describe('protocols of the kinds that organizations have', () => {
  it.each([...Object.entries(WILD), ...files])('%s: checks, is told in plain English, and comes to an end', (_, text) => {
    const { protocol, problems } = parseProtocol(text);
    expect(problems.filter(({ severity, code }) => severity === 'error' || !code.startsWith('unknown-'))).toEqual([]);
    if (!protocol) return;
    const prose = explain(protocol);
    expect(prose).not.toMatch(/[`{}]|undefined|\bnull\b|&&|\|\||  /);
    const { lines, problems: wrong } = replay(scenario(text), () => text);
    expect(wrong).toEqual([]);
    expect(lines.at(-1)?.kind).toBe('outcome');
    for (const { because } of lines) expect(because).toMatch(/\([A-Z]\d/);
  });

  it('says of a step that always passes that what its `else` names is never held', () => {
    const { problems } = parseProtocol(
      '{id: a, on: b.c, steps: [{step: talk, of: x, window: 3d, pass: "true", else: goto:vote}, {step: vote, of: x, window: 3d, pass: t.agree >= 1, else: lapse}]}',
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'step-unreachable' }]);
  });
});
