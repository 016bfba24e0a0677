/* Longer than 500 lines: a row for every route. */
import { randomUUID } from 'node:crypto';
import type { Eyes, Kind, Thing, World } from './world.ts';

/** How one route is tried by everybody. */
export interface Row {
  /** What its `:id` is; null: it has none. */
  readonly of: Kind | 'own' | null;
  /** Further parts of the address. */
  readonly parts?: (world: World, thing: Thing) => Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (world: World, thing: Thing) => unknown;
  /** Of the things, those of which there is nothing left to see. */
  readonly gone?: readonly string[];
  /** Its address is a number, which every organization gives out for itself. */
  readonly numbered?: true;
  /** Of those who see it, who may do it. Left out: all of them. */
  readonly may?: readonly Eyes[];
  /** Where nobody who may do it is let through here, why: the practice's own tests do. */
  readonly untried?: string;
}

const see = (of: Row['of'], more: Omit<Row, 'of'> = {}): Row => ({ of, ...more });
const STEWARD: readonly Eyes[] = ['steward', 'foreign steward'];
const ALL: readonly Eyes[] = ['steward', 'space steward', 'contributor', 'reader', 'member', 'agent', 'foreign steward'];
const PEOPLE = ALL.filter((eyes) => eyes !== 'agent');
/** Mere is the person of the table, and the head of its team; Raj is accountable for its agent. */
const MERE: readonly Eyes[] = ['member', 'steward', 'foreign steward'];
const RAJ: readonly Eyes[] = ['space steward', 'steward'];
/** Every space of the table has its own stewards, and those of the organization. */
const RUNS: readonly Eyes[] = ['steward', 'space steward', 'member', 'foreign steward'];

/** Who asks for the meetings of the table, and who runs their spaces. */
const MEETS: readonly Eyes[] = ['member', 'steward', 'space steward', 'contributor', 'foreign steward'];

const BOOKING = {
  ...{ title: 'Tried', words: '', where: '', open: true, minutes: 30, before: 0, after: 0, notice: 4, perDay: 4, weeks: 4 },
};

const CHANGES_PEOPLE = 'it would change who is here';
const CHANGES_SPACES = 'it would change who sees what';
const SETTINGS = { protect: [], withoutChecks: false, production: [], incidents: [] };
const NO_STORY = 'the plan has no story';
const reason = { reason: 'Because it is tried.' };

/** [safety] One row for each route; a route without one fails the build. */
export const TABLE: Readonly<Record<string, Row>> = {
  // Doors for those who are not in yet. What they let in is in server/auth/accounts.pg.test.ts.
  'setup.look': see(null),
  'setup.run': see(null, { body: () => ({}) }),
  'sessions.begin': see(null, { body: () => ({ mail: 'nobody@northwind.example', password: 'no such password' }) }),
  'passwords.forgot': see(null, { body: () => ({ mail: 'nobody@northwind.example' }) }),
  'passwords.reset': see(null, { body: () => ({ token: 'none', password: 'no such password' }) }),
  'invitations.look': see(null, { body: () => ({ token: 'none' }) }),
  'invitations.accept': see(null, {
    body: () => ({ token: 'none', password: 'no such password', hours: { zone: 'Etc/UTC', week: {} } }),
  }),
  'api.page': see(null),
  'api.document': see(null),
  'api.health': see(null),

  'sessions.list': see(null),
  'sessions.end': see('own'),
  'sessions.sign-out': see(null, { untried: 'it would end the session' }),
  'sessions.end-others': see(null, { untried: 'it would end the session' }),
  'passwords.change': see(null, {
    body: () => ({ current: 'no such password', next: 'no such password either' }),
    untried: 'it refuses by itself',
  }),
  'mail.change': see(null, {
    body: () => ({ mail: 'ines@northwind.example', password: 'no such password' }),
    untried: 'it refuses by itself',
  }),
  'markdown.preview': see(null, { body: () => ({ text: 'Tried.' }) }),
  'keys.list': see(null),
  'keys.make': see(null, { body: () => ({ name: 'tried' }) }),
  'keys.end': see('own'),
  'invitations.make': see(null, { body: () => ({ name: 'Kiri', mail: `kiri-${randomUUID()}@northwind.example` }), may: PEOPLE }),
  'invitations.renew': see('person', { may: STEWARD, untried: 'the person has joined' }),
  'outbox.list': see(null, { may: STEWARD }),
  'me.look': see(null),
  'devices.list': see(null),
  'devices.add': see(null, { body: () => ({ endpoint: 'https://127.0.0.1/tried', keys: { p256dh: 'tried', auth: 'tried' } }) }),
  'devices.remove': see('own'),
  'stream.listen': see(null, { untried: 'it does not end; server/live.pg.test.ts' }),

  'people.directory': see(null),
  'people.one': see('person'),
  'people.change-profile': see('person', { body: () => ({ about: 'Tried.' }), may: MERE }),
  'people.set-hours': see('person', {
    body: () => ({ hours: { zone: 'Pacific/Auckland', week: { 'mon-fri': '09:00-17:00' } } }),
    may: MERE,
  }),
  'people.plan-leave': see('person', { body: () => ({ from: '2030-01-01T00:00:00Z', to: '2030-01-02T00:00:00Z' }), may: MERE }),
  'people.change-leave': see('person', {
    parts: () => ({ leave: randomUUID() }),
    body: () => ({ from: '2030-01-01T00:00:00Z', to: '2030-01-02T00:00:00Z' }),
    may: MERE,
    untried: 'there is no such leave',
  }),
  'people.cancel-leave': see('person', { parts: () => ({ leave: randomUUID() }), may: MERE, untried: 'there is no such leave' }),
  'people.name-deputies': see('person', { body: () => ({ deputies: [] }), may: MERE }),
  'people.set-skills': see('person', { body: () => ({ skills: ['sql'] }), may: MERE }),
  'people.give-role': see('person', { body: () => ({ role: 'member' }), may: STEWARD }),
  'people.depart': see('person', { may: MERE, untried: CHANGES_PEOPLE }),
  'people.coverage': see(null),
  'teams.form': see(null, { body: () => ({ name: 'Tried', handle: `tried-${randomUUID().slice(0, 8)}` }) }),
  'teams.one': see('team'),
  'teams.rename': see('team', { body: () => ({ purpose: 'Tried.' }), may: MERE }),
  'teams.add-member': see('team', { parts: ({ ids }) => ({ member: ids.raj }), body: () => ({ role: 'member' }), may: MERE }),
  'teams.remove-member': see('team', { parts: ({ ids }) => ({ member: ids.raj }), may: [...MERE, 'space steward'] }),
  'teams.disband': see('team', { may: MERE, untried: CHANGES_PEOPLE }),
  'agents.register': see(null, {
    body: ({ ids }) => ({ name: 'Tried', handle: `tried-${randomUUID().slice(0, 8)}`, accountable: ids.raj }),
    may: RAJ,
  }),
  'agents.one': see('agent'),
  'agents.describe': see('agent', { body: () => ({ purpose: 'Tried.' }), may: [...RAJ, 'agent'] }),
  'agents.make-accountable': see('agent', { body: ({ ids }) => ({ accountable: ids.raj }), may: RAJ }),
  'agents.limit': see('agent', { body: () => ({ perDay: null, spaces: null }), may: RAJ }),
  'agents.suspend': see('agent', { may: RAJ, untried: CHANGES_PEOPLE }),
  'agents.resume': see('agent', { may: RAJ }),

  'organization.look': see(null),
  'organization.change': see(null, { body: () => ({ longestWindow: '14d' }), may: STEWARD }),
  'spaces.list': see(null),
  'spaces.open': see(null, { body: () => ({ name: 'Tried', slug: `tried-${randomUUID().slice(0, 8)}` }) }),
  'spaces.one': see('space'),
  'spaces.set-meeting-days': see('space', { body: () => ({ free: ['wed'], short: 'lift', demanding: [] }), may: RUNS }),
  'spaces.describe': see('space', { body: () => ({ purpose: 'Tried.' }), may: RUNS }),
  'spaces.move': see('space', { body: () => ({ parent: null }), may: RUNS, untried: CHANGES_SPACES }),
  'spaces.set-access': see('space', { body: () => ({ access: 'open' }), may: RUNS, untried: CHANGES_SPACES }),
  'spaces.give-role': see('space', {
    parts: ({ ids }) => ({ member: ids.mere }),
    body: () => ({ role: 'reader' }),
    may: RUNS,
    untried: CHANGES_SPACES,
  }),
  'spaces.remove-member': see('space', { parts: ({ ids }) => ({ member: ids.mere }), may: RUNS, untried: CHANGES_SPACES }),
  'spaces.set-public': see('space', { body: () => ({ public: true }), may: RUNS, untried: CHANGES_SPACES }),
  'spaces.assign-role': see('space', { parts: () => ({ role: 'keeper' }), body: () => ({ actors: [] }), may: RUNS }),
  'spaces.archive': see('space', { may: RUNS, untried: CHANGES_SPACES }),
  'spaces.restore': see('space', { may: RUNS }),

  'artifacts.one': see('decision'),
  'artifacts.by-number': see('decision', { numbered: true, parts: (_, { number }) => ({ number: String(number) }) }),
  'comments.list': see('decision'),
  'comments.write': see('decision', { body: () => ({ body: 'Tried.' }) }),
  'comments.one': see('comment'),
  'comments.history': see('comment', { gone: ['deleted'] }),
  'comments.edit': see('comment', { body: () => ({ body: 'Tried.' }), untried: 'only its author may' }),
  'comments.delete': see('comment', { untried: 'only its author or a steward may' }),
  'comments.react': see('comment', { parts: () => ({ reaction: '+1' }) }),
  'comments.take-back-reaction': see('comment', { parts: () => ({ reaction: '+1' }) }),
  'comments.resolve': see('comment'),
  'comments.reopen': see('comment'),
  'readers.list': see('decision'),
  'readers.read': see('decision'),
  'readers.acknowledge': see('decision', { body: () => ({ version: 1 }) }),
  'links.list': see('decision'),
  'links.draw': see('decision', { body: (_, { id }) => ({ rel: 'builds-on', to: id }) }),
  'links.take-away': see('link', { untried: 'only who drew it or a steward may' }),
  'protocols.schema': see(null),
  'protocols.list': see(null),
  'protocols.look': see('own'),
  'protocols.runs': see('own'),
  'protocols.vocabulary': see(null),
  'samples.look': see(null, { may: STEWARD }),
  'samples.begin': see(null, {
    body: () => ({}),
    may: STEWARD,
    untried: 'there is work in it; practices/sample fills an empty one',
  }),
  'samples.cancel': see('own', { may: STEWARD }),
  'protocols.gallery': see(null),
  'protocols.adopt': see(null, { body: () => ({ id: 'asf/lazy', ...reason }) }),
  'backtests.begin': see(null, {
    body: () => ({
      source: '{id: a/b, on: decision.opened, steps: [{step: a, of: stewards, window: 1h, pass: "true", else: lapse}]}',
    }),
  }),
  'backtests.list': see(null),
  'backtests.look': see('own'),
  'backtests.cancel': see('own'),
  'dependence.look': see(null),
  'absences.begin': see(null, {
    body: ({ ids }) => ({ person: ids.raj }),
    may: ALL.filter((eyes) => eyes !== 'foreign steward'),
  }),
  'absences.look': see('own'),
  'absences.cancel': see('own'),

  'decisions.log': see(null),
  'decisions.graph': see(null),
  'decisions.timeline': see(null),
  'decisions.look': see('decision'),
  'decisions.record': see('decision'),
  'decisions.texts': see('decision'),
  'decisions.preview-opening': see('decision'),
  'decisions.draft': see(null, { body: () => ({ title: 'Tried' }) }),
  'decisions.revise': see('decision', { body: () => ({ impact: 'low' }) }),
  'decisions.share-draft': see('decision', { body: () => ({ with: [] }) }),
  'decisions.drop-quotes': see('decision'),
  'decisions.open': see('decision'),
  'decisions.amend': see('decision', { body: () => ({ label: 'editorial', impact: 'low', ...reason }) }),
  'decisions.challenge': see('decision', { body: () => reason }),
  'decisions.withdraw': see('decision', { body: () => reason }),
  'decisions.reopen': see('decision', { body: () => reason }),
  'decisions.keep-closed': see('decision', { body: () => reason }),
  'decisions.deprecate': see('decision', { body: () => reason }),
  'decisions.name-audience': see('decision', { body: () => ({ audience: null }), untried: CHANGES_SPACES }),
  'decisions.move': see('decision', { body: () => ({ space: 'platform' }), untried: CHANGES_SPACES }),
  'decisions.set-review-date': see('decision', { body: () => ({ on: '2030-01-01' }) }),
  'decisions.answer-review': see('decision', { body: () => ({ answer: 'yes' }) }),
  'decisions.take-stance': see('decision', { body: () => ({ stance: 'agree' }) }),
  'decisions.reply-to-objection': see('decision', { parts: ({ ids }) => ({ actor: ids.raj }), body: () => ({ text: 'Tried.' }) }),
  'decisions.resolve-objection': see('decision', { parts: ({ ids }) => ({ actor: ids.raj }), body: () => ({ as: 'resolved' }) }),
  'decisions.ask-clarification': see('decision', { body: () => ({ text: 'Tried?' }) }),
  'decisions.answer-clarification': see('decision', {
    parts: ({ ids }) => ({ actor: ids.raj }),
    body: () => ({ text: 'Tried.' }),
  }),
  'decisions.answer': see('decision', { body: () => ({ text: 'Tried.' }) }),
  'decisions.pass-on': see('decision', { body: ({ ids }) => ({ to: ids.raj }) }),
  'changes.list': see(null),
  'changes.delivery': see(null),
  'changes.look': see('change'),
  'changes.answer-sample': see('change', { body: () => ({ found: 'sound' }) }),
  'repositories.list': see(null),
  'repositories.connect': see(null, { body: () => ({ name: `tried/${randomUUID().slice(0, 8)}` }), may: STEWARD }),
  'repositories.settle': see('repository', {
    body: ({ ids }, { name }) => ({ ...SETTINGS, space: name === 'closed' ? ids.board : name === 'open' ? ids.platform : null }),
    may: RUNS,
  }),
  'repositories.end': see('repository', { may: RUNS, untried: 'it would end what the others try' }),
  'forges.list': see(null, { may: STEWARD }),
  'forges.connect': see(null, { body: () => ({ vendor: 'github', called: 'Tried' }), may: STEWARD }),
  'forges.name-people': see('own', { body: () => ({ people: {} }), may: STEWARD }),
  'forges.renew': see('own', { may: STEWARD }),
  'forges.give-credentials': see('own', { body: () => ({ token: 'tried' }), may: STEWARD }),
  'forges.end': see('own', { may: STEWARD }),
  'forges.deliver': see('own'),

  'runs.look': see('decision'),
  'runs.take-stance': see('decision', { body: () => ({ stance: 'agree' }) }),
  'runs.reply-to-objection': see('decision', { parts: ({ ids }) => ({ actor: ids.raj }), body: () => ({ text: 'Tried.' }) }),
  'runs.resolve-objection': see('decision', { parts: ({ ids }) => ({ actor: ids.raj }), body: () => ({ as: 'resolved' }) }),
  'runs.ask-clarification': see('decision', { body: () => ({ text: 'Tried?' }) }),
  'runs.answer-clarification': see('decision', { parts: ({ ids }) => ({ actor: ids.raj }), body: () => ({ text: 'Tried.' }) }),
  'runs.answer': see('decision', { body: () => ({ text: 'Tried.' }) }),
  'runs.pass-on': see('decision', { body: ({ ids }) => ({ to: ids.raj }) }),
  'decisions.import': see(null, {
    body: () => ({
      space: 'platform',
      records: [{ key: 'tried.md', source: '# Tried\n', format: 'markdown', title: 'Tried', status: 'accepted' }],
    }),
    untried: 'practices/decisions/routes.pg.test.ts imports',
  }),
  'decisions.draft-from-comment': see('comment', { body: () => ({ title: 'Tried' }), gone: ['deleted'] }),

  'tasks.list': see(null),
  'tasks.fitting': see(null),
  'tasks.look': see('task'),
  'tasks.successors': see('task'),
  'tasks.draft': see(null, { body: () => ({ title: 'Tried' }) }),
  'tasks.revise': see('task', { body: () => ({ title: 'Tried.' }) }),
  'tasks.claim': see('task'),
  'tasks.extend': see('task', { body: () => ({ token: 1, words: 'Tried.' }) }),
  'tasks.release': see('task', { body: () => ({ token: 1 }) }),
  'tasks.offer': see('task', {
    body: ({ ids }) => ({ to: ids.raj }),
    untried: 'of another organization nobody is known by this id',
  }),
  'tasks.end-offer': see('task'),
  'tasks.note-activity': see('task', { body: () => ({ what: 'note', words: 'Tried.' }) }),
  'tasks.finish': see('task', { body: () => ({ token: 1, met: [0] }) }),
  'tasks.keep': see('task', { body: () => ({}) }),
  'tasks.split': see('task', {
    body: () => ({
      into: [
        { title: 'Tried', minutes: 30 },
        { title: 'Tried, too', minutes: 30 },
      ],
    }),
  }),
  'tasks.drop': see('task', { body: () => ({}) }),
  'tasks.reopen': see('task', { body: () => reason }),
  'plans.list': see(null),
  'plans.look': see('plan'),
  'plans.draft': see(null, {
    body: ({ ids }) => ({ title: 'Tried', from: '2090-04-03T00:00:00Z', to: '2090-04-17T00:00:00Z', people: [ids.raj] }),
    untried: 'practices/planning plans',
  }),
  'plans.revise': see('plan', { body: () => ({ title: 'Tried.' }) }),
  'plans.propose-story': see('plan', { body: () => ({ title: 'Tried' }) }),
  'plans.revise-story': see('plan', { parts: () => ({ story: '1' }), body: () => ({ title: 'Tried' }), untried: NO_STORY }),
  'plans.leave-out': see('plan', { parts: () => ({ story: '1' }), untried: NO_STORY }),
  'plans.take-in': see('plan', { parts: () => ({ story: '1' }), untried: NO_STORY }),
  'plans.open': see('plan'),
  'plans.read': see('plan'),
  'plans.raise': see('plan', { parts: () => ({ story: '1' }), body: () => ({ text: 'Tried.' }), untried: NO_STORY }),
  'plans.settle': see('plan', {
    parts: () => ({ story: '1' }),
    body: ({ ids }) => ({ of: ids.raj }),
    untried: NO_STORY,
  }),
  'plans.withdraw': see('plan', { body: () => ({}) }),
  'goals.list': see(null),
  'goals.look': see('goal'),
  'goals.set': see(null, { body: () => ({ title: 'Tried' }) }),
  'goals.revise': see('goal', { body: () => ({ outcome: 'Tried.' }) }),
  'goals.close': see('goal', { body: () => ({ as: 'reached' }) }),
  'goals.reopen': see('goal', { body: () => ({}) }),

  'requests.list': see(null),
  'requests.preview': see(null, { query: 'to=raj', untried: 'practices/requests sees ahead' }),
  'requests.asked-before': see(null, { query: 'q=MARKER' }),
  'requests.look': see('request'),
  'requests.ask': see(null, { body: ({ ids }) => ({ to: ids.raj, question: 'Tried?' }), untried: 'practices/requests asks' }),
  'requests.answer': see('request', { body: () => ({ text: 'Tried.' }) }),
  'requests.pass-on': see('request', {
    body: ({ ids }) => ({ to: ids.mere }),
    untried: 'only the asked may, to somebody of theirs',
  }),
  'requests.ask-clarification': see('request', { body: () => ({ text: 'Tried?' }) }),
  'requests.answer-clarification': see('request', {
    parts: ({ ids }) => ({ actor: ids.raj }),
    body: () => ({ text: 'Tried.' }),
    untried: 'there is no such question',
  }),
  'requests.withdraw': see('request', { body: () => reason }),
  'requests.accept': see('request', { body: () => ({ words: 'Tried.' }) }),
  'requests.ask-again': see('request', { body: () => ({ question: 'Tried?' }) }),
  'requests.draft-decision': see('request', { body: () => ({ title: 'Tried' }) }),

  'handbook.branch': see(null),
  'handbook.at': see(null, { query: 'path=MARKER', untried: 'practices/handbook/routes.pg.test.ts finds' }),
  'handbook.broken': see(null),
  'handbook.page': see('page'),
  'handbook.source': see('page', { gone: ['deleted'] }),
  'handbook.revisions': see('page', { gone: ['deleted'] }),
  'handbook.revision': see('page', { parts: () => ({ revision: '1' }), gone: ['deleted'] }),
  'handbook.changes': see('page', { parts: () => ({ revision: '1' }), gone: ['deleted'] }),
  'handbook.lineage': see('page', { gone: ['deleted'] }),
  'handbook.backlinks': see('page'),
  'handbook.merge': see('page', { body: () => ({ base: 1, body: 'Tried.' }), gone: ['deleted'] }),
  'handbook.preview': see('page', { body: () => ({ body: 'Tried.' }), gone: ['deleted'] }),
  'handbook.compare': see('page', { body: () => ({ body: 'Tried.' }), gone: ['deleted'] }),
  'handbook.drafts': see(null),
  'handbook.draft': see('page'),
  'handbook.publish-draft': see('page', {
    body: () => ({ draft: randomUUID(), ...reason }),
    gone: ['deleted'],
    untried: 'practices/handbook/drafts/drafts.pg.test.ts publishes',
  }),
  'handbook.discard-draft': see('page', {
    query: `draft=${randomUUID()}`,
    untried: 'practices/handbook/drafts/drafts.pg.test.ts discards',
  }),
  'handbook.create': see(null, { body: () => ({ body: '# Tried' }) }),
  'handbook.publish': see('page', { body: () => ({ base: 1, body: 'Tried.', ...reason }) }),
  'handbook.proposals': see('page', { gone: ['deleted'] }),
  'handbook.propose': see('page', { body: () => ({ base: 1, body: 'Proposed.', ...reason }), gone: ['deleted'] }),
  'handbook.proposed-text': see('decision'),
  'handbook.amend-text': see('decision', { body: () => ({ base: 0, body: 'Tried.', ...reason }) }),
  'handbook.let-text-go': see('decision'),
  'handbook.restore': see('page', { body: () => ({ revision: 1 }) }),
  'handbook.move': see('page', { body: () => ({ name: 'tried' }) }),
  'handbook.restrict': see('page', { body: () => ({ only: null }), untried: CHANGES_SPACES }),
  'handbook.own': see('page', { body: () => ({ owners: [] }) }),
  'handbook.set-verification': see('page', { body: () => ({ days: 90 }) }),
  'handbook.verify': see('page', { body: () => ({ holds: true }) }),
  'handbook.archive': see('page', { body: () => reason }),
  'handbook.unarchive': see('page'),
  'handbook.delete': see('page', { body: () => reason }),
  'handbook.owned': see(null),
  'handbook.unverified': see(null),
  'handbook.ask-to-acknowledge': see('page', {
    body: () => ({
      all: true,
      by: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      why: 'Because it is tried.',
    }),
    gone: ['deleted'],
  }),
  'handbook.acknowledgements': see('page'),
  'handbook.acknowledgement': see('acknowledgement'),
  'handbook.acknowledge': see('acknowledgement', { body: () => ({ revision: 1 }) }),
  'handbook.withdraw-acknowledgement': see('acknowledgement'),
  'handbook.import': see(null, { body: () => ({ from: { kind: 'archive', name: 'Tried' } }) }),
  'handbook.imports': see(null),
  'handbook.import-state': see('own'),
  'handbook.import-part': see('own', { parts: () => ({ part: '0' }) }),
  'handbook.import-read': see('own', { body: () => ({ parts: 1 }) }),
  'handbook.import-cancel': see('own'),
  'handbook.import-report': see('own'),
  'handbook.check-writing': see(null, { body: () => ({ text: 'Tried.' }) }),
  'handbook.templates': see(null),
  'handbook.git-refs': see(null, { query: 'service=git-upload-pack', untried: 'practices/handbook/git lets keys in' }),
  'handbook.git-fetch': see(null, { untried: 'practices/handbook/git lets keys in' }),
  'handbook.git-push': see(null, { untried: 'practices/handbook/git lets keys in' }),

  'handbook.share': see('page', { body: () => ({ days: 1 }), gone: ['deleted'] }),
  'handbook.shares': see('page'),
  'handbook.revoke-share': see('share'),
  // For whoever has the address: practices/handbook/sharing tries them all.
  'handbook.open-share': see(null, { parts: () => ({ token: 'A'.repeat(43) }) }),
  'handbook.open-share-file': see(null, { parts: () => ({ token: 'A'.repeat(43), id: randomUUID(), name: 'any' }) }),
  'handbook.plain-sheet': see(null),
  'handbook.public-space': see(null, { parts: () => ({ space: 'platform' }) }),
  'handbook.public-sitemap': see(null, { parts: () => ({ space: 'platform' }) }),
  'handbook.public-file': see(null, { parts: () => ({ space: 'platform', id: randomUUID(), name: 'any' }) }),
  'handbook.public-page': see(null, { parts: () => ({ space: 'platform', '*': 'any' }) }),

  'files.attach': see('page', { query: 'name=tried.txt', gone: ['deleted'] }),
  'files.keep': see(null, { query: 'path=MARKER.txt' }),
  'files.list': see('page', { gone: ['deleted'] }),
  'files.one': see('file'),
  'files.replace': see('file'),
  'files.rename': see('file', { body: () => ({ name: 'tried.txt' }) }),
  'files.delete': see('file', { untried: 'practices/handbook/files.pg.test.ts deletes' }),
  'files.bytes': see('file', { parts: () => ({ name: 'any' }) }),

  'stream.feed': see(null),
  'stream.history': see('decision'),
  'today.look': see(null),
  'notices.look': see(null),
  'meetings.calendars': see(null),
  'meetings.subscribe': see(null, {
    body: () => ({ address: 'https://127.0.0.1/tried.ics' }),
    untried: 'it refuses such an address by itself',
  }),
  'meetings.ask-again': see('own'),
  'meetings.unsubscribe': see('own'),
  'meetings.audit': see(null),
  'meetings.week': see(null),
  'meetings.drop': see(null, {
    body: () => ({ calendars: [{ called: 'tried.ics', text: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' }] }),
  }),
  'meetings.team': see('space'),
  'meetings.convert': see(null, {
    body: ({ ids }) => ({
      form: 'written-round',
      title: 'Tried',
      text: 'Tried?',
      people: [ids.raj],
      series: { title: 'Tried', uid: null, minutes: 30, perWeek: 1, hoursPerWeek: 1, savedPerWeek: 1 },
    }),
    untried: 'practices/meetings/meetings.pg.test.ts converts',
  }),
  'meetings.end-conversion': see('own'),
  'meetings.given-back': see(null),
  'booking.pages': see(null),
  'booking.open': see(null, { body: () => BOOKING }),
  'booking.change': see('own', { body: () => BOOKING }),
  'booking.call-off': see('own', { parts: () => ({ booking: randomUUID() }), body: () => ({}) }),
  'booking.look': see(null, { parts: () => ({ token: 'none' }) }),
  'booking.book': see(null, {
    parts: () => ({ token: 'none' }),
    body: () => ({ name: 'Tried', mail: 'tried@northwind.example', zone: 'Europe/Berlin', from: '2090-03-28T09:00:00Z' }),
  }),
  'booking.booked': see(null, { parts: () => ({ secret: 'none' }) }),
  'booking.move': see(null, { parts: () => ({ secret: 'none' }), body: () => ({ from: '2090-03-28T09:00:00Z' }) }),
  'booking.cancel': see(null, { parts: () => ({ secret: 'none' }), body: () => ({}) }),
  'meetings.list': see(null, { query: 'whose=all' }),
  'meetings.request': see(null, {
    body: () => ({ title: 'Tried', others: 1, from: '2090-03-28T09:00:00Z', minutes: 30 }),
  }),
  'meetings.look': see('meeting'),
  'meetings.prepare': see('meeting', { body: () => ({ purpose: 'Tried.', questions: ['Tried?'] }), may: MEETS }),
  'meetings.move': see('meeting', { body: () => ({ from: '2090-03-29T09:00:00Z', minutes: 30 }), may: MEETS }),
  'meetings.settle': see('meeting', { parts: () => ({ question: '1' }), body: () => ({ words: 'Tried.' }) }),
  'meetings.raise-again': see('meeting', { parts: () => ({ question: '1' }) }),
  'meetings.cancel': see('meeting', { body: () => ({}), may: MEETS }),
  'meetings.end': see('meeting', {
    body: () => ({ how: 'held' }),
    untried: 'it has not begun; practices/meetings/meeting ends them',
  }),

  'notices.choose': see(null, { body: () => ({ mail: 'each', push: 'each' }) }),
  'export.take': see(null, { untried: 'it is an archive; practices/export/export.pg.test.ts' }),
  'search.find': see(null, { query: 'q=MARKER' }),
};

/** Who may not write although they see: readers of a space and, of what is the author's alone, everybody else. */
export const NEVER_WRITES: Readonly<Record<string, readonly Eyes[]>> = {
  'decisions.revise': ALL.filter((eyes) => eyes !== 'contributor'),
  'decisions.drop-quotes': ALL.filter((eyes) => eyes !== 'contributor'),
  'decisions.withdraw': ['reader', 'agent'],
  'decisions.amend': ['reader', 'agent'],
  'decisions.deprecate': ['reader', 'agent'],
  'comments.edit': ['reader', 'agent', 'space steward'],
  'comments.delete': ['reader', 'agent'],
  'links.take-away': ['reader'],
  'requests.withdraw': ['reader', 'agent'],
  'meetings.prepare': ['reader', 'agent'],
  'meetings.move': ['reader', 'agent'],
  'meetings.cancel': ['reader', 'agent'],
  'requests.accept': ['reader', 'agent'],
  'requests.ask-again': ['reader', 'agent'],
  'decisions.name-audience': ['reader', 'agent'],
  'decisions.move': ['reader', 'agent'],
};
