import type { Directory } from '#kernel/actors/directory.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import { same } from '#kernel/stream/same.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { roleIn } from '#kernel/actors/access.ts';
import type { PageState } from '#practices/handbook';
import { maySee, protocolOfPage } from '#practices/protocols';
import { homeFault } from '#practices/spaces';
import { openAudience } from './audience.ts';
import { EMPTY_BODY, titleOf, type DecisionBody, type Proposed } from './body.ts';
import type { Data } from './commands.ts';
import { open } from './drafting.ts';
import type { DecisionEvent } from './events.ts';
import { act } from './run.ts';
import { outcomeOf, type DecisionState, type Draft, type Opened } from './state.ts';
import { reasonOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;
type Standing = Exclude<PageState, { readonly status: 'deleted' }>;

/** A page as its proposer sees it, or the place of one that is not there yet. */
interface Subject {
  readonly title: string;
  readonly space: SpaceId | null;
  readonly audience: readonly ActorId[] | null;
  readonly owners: readonly ActorId[];
  readonly body: string;
  /** [P5] The protocol that it holds, as it is in force. */
  readonly protocol: Protocol | null;
}

/**
 * Somebody who may read a page proposes another text for it, with a reason: drafted and opened by one command, under the protocol of the page's
 * space. The page, or the one above a new page, is in `refs`. The same words sent again are the same proposal.
 */
export const propose = (state: DecisionState | null, data: Data<'propose'>, context: Context): Events => {
  if (state !== null) return proposedBefore(state, data, context);
  const subject = data.base === 0 ? newPage(data, context) : standingPage(data, context);
  if (subject.refused) return subject;
  const reason = reasonOf(data.reason);
  if (reason.refused) return reason;
  const { title, space, audience, owners, body } = subject.ok;
  if (data.base > 0 && data.text === body) return NOTHING_NEW;
  const rule = ruleOf(data.page, data.text, subject.ok, context);
  if (rule.refused) return rule;
  const [line = ''] = reason.ok.split('\n', 1);
  const called = titleOf(cut(`${title}: ${line}`, 200));
  if (called.refused) return called;
  const proposes: Proposed = {
    page: data.page,
    title: data.title,
    base: data.base,
    text: data.text,
    reason: reason.ok,
    place: data.base === 0 ? data.place : null,
    owners,
    contributor: homeFault(space, context, 'decide') === null,
    alone: alone(openAudience({ audience, space, author: context.by }), context.directory),
    changedLines: changedLines(body, data.text),
    rule: rule.ok,
  };
  const what = data.base === 0 ? `Publish “${data.title}” as a new page.` : `Publish the proposed text of “${title}”.`;
  const text: DecisionBody = { ...EMPTY_BODY, problem: reason.ok, recommendation: what, proposes };
  const drafted = { type: 'decision-drafted', title: called.ok, body: text, space, audience, quotes: [] } as const;
  const draft: Draft = {
    ...{ status: 'draft', author: context.by, title: called.ok, body: text, space, audience, quotes: [] },
    ...{ draftedAt: context.now, names: {}, sharedWith: [] },
  };
  const opened = open(draft, context);
  return opened.refused ? opened : ok([drafted, ...opened.ok]);
};

const proposedBefore = (state: DecisionState, data: Data<'propose'>, { by }: Context): Events => {
  const before = state.body.proposes;
  if (before?.page !== data.page || before.text !== data.text || state.author !== by)
    return refuse('already-drafted', 'This decision exists already.');
  return outcomeOf(state) === null
    ? ok([])
    : refuse('proposed-before', `These very words were proposed for the same reason before, and that has been decided.`, {
        field: '/reason',
        accepted: 'say what is different now',
      });
};

const standingPage = ({ page, base }: Data<'propose'>, { refs }: Context): Result<Subject> => {
  const known = refs.get(page);
  if (known?.kind !== 'page') return refuse('not-found', 'There is no such page that you can see.');
  const state = known.state as PageState;
  if (state.status === 'deleted') return refuse('deleted', 'This page has been deleted.');
  if (state.status === 'archived') return refuse('archived', 'This page is archived, so nothing is proposed for it.');
  if (base > state.revision)
    return refuse('no-such-revision', `This page has revisions 1 to ${state.revision}.`, { field: '/base' });
  const { title, space, owners, body, protocol } = state;
  return ok({ title, space, owners, body, protocol, audience: readersOf(state) });
};

const newPage = ({ page, place, title }: Data<'propose'>, { refs, by, directory }: Context): Result<Subject> => {
  if (place === null) return refuse('invalid-request', 'A page that is not there yet needs a place.', { field: '/place' });
  if (refs.has(page)) return refuse('already-written', 'This page exists already.');
  const [actor, room] = [directory.actors.get(by), place.space === null ? undefined : directory.spaces.get(place.space)];
  if (place.space !== null && !(actor && room && roleIn(actor, room, directory) !== null))
    return refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
  const above = place.under === null ? null : (refs.get(place.under)?.state as PageState | undefined);
  if (above !== null && (above?.status !== 'published' || above.space !== place.space))
    return refuse('not-found', 'There is no such page to stand below that you can see.', { field: '/under' });
  return ok({
    title,
    space: place.space,
    owners: above?.owners ?? [],
    body: '',
    protocol: null,
    audience: above ? readersOf(above) : null,
  });
};

/** [P5] What a text does to the rules: null where the protocol that it holds is the one in force, or neither is one. */
const ruleOf = (
  page: ArtifactId,
  body: string,
  { space, audience, protocol: before }: Pick<Subject, 'space' | 'audience' | 'protocol'>,
  { directory }: Context,
): Result<Proposed['rule']> => {
  const read = protocolOfPage({ space, only: audience, body }, page, directory);
  if (read.refused) return read;
  if (same(read.ok, before)) return ok(null);
  const keeps = (protocols: readonly { readonly space: SpaceId | null; readonly protocol: Protocol }[]) =>
    protocols.some((one) => one.space === null && one.protocol.on === AMENDING && one.protocol.when === undefined);
  const others = directory.protocols.filter(({ artifact }) => artifact !== page);
  if (keeps(directory.protocols) && !keeps([...others, ...(read.ok ? [{ space, protocol: read.ok }] : [])]))
    return refuse(
      'last-amendment',
      'Then nothing would say any more how protocols are changed. An organization keeps one that does.',
      {
        field: '/body',
      },
    );
  return ok({ id: (read.ok ?? before)?.id ?? '', before });
};

const AMENDING = 'protocol.changed';

/** [safety] A proposal says what the page says: it is seen by nobody else. */
const readersOf = ({ only, author, owners }: Standing): readonly ActorId[] | null =>
  only === null ? null : [...new Set([author, ...owners, ...only])];

/** [R6] Another text, for the same page. */
export const amendText = (state: Opened, data: Data<'amend-text'>, context: Context): Events => {
  const before = state.body.proposes;
  if (before === null) return refuse('proposes-nothing', 'This proposes no text of a page.');
  if (state.run.outcome !== null) return refuse('decided', 'This has been decided. Propose another text anew.');
  const reason = reasonOf(data.reason);
  if (reason.refused) return reason;
  const page = context.refs.get(before.page)?.state as PageState | undefined;
  const standing = page && page.status !== 'deleted' ? page : null;
  const base = before.base === 0 ? 0 : data.base;
  if (standing && base > standing.revision)
    return refuse('no-such-revision', `This page has revisions 1 to ${standing.revision}.`, { field: '/base' });
  if (data.text === before.text && base === before.base) return NOTHING_NEW;
  const place = { space: state.space, audience: state.audience, protocol: standing?.protocol ?? null };
  const rule = ruleOf(before.page, data.text, place, context);
  if (rule.refused) return rule;
  // Those who were asked were asked under another protocol.
  if ((rule.ok === null) !== (before.rule === null) || !same(rule.ok?.before ?? null, before.rule?.before ?? null))
    return OTHER_RULE;
  const proposes: Proposed = {
    ...before,
    ...{ title: data.title, base, text: data.text, changedLines: changedLines(standing?.body ?? '', data.text), rule: rule.ok },
  };
  const body: DecisionBody = { ...state.body, proposes };
  const amended = { type: 'decision-amended', title: state.title, body, label: data.label, reason: reason.ok } as const;
  return act({ ...state, body }, { type: 'amend', by: context.by, label: data.label }, context, [amended]);
};

/** [safety] Whoever may no longer read the page may no longer read what is proposed for it. */
export const followPage = (state: DecisionState, { space, audience }: Data<'follow-page'>): Events => {
  const same = state.space === space && JSON.stringify(state.audience) === JSON.stringify(audience);
  return ok(same || state.body.proposes === null ? [] : [{ type: 'page-followed', space, audience }]);
};

/** Whether there is but one person who sees what has this audience. */
export const alone = (audience: readonly string[], directory: Directory): boolean => {
  const people = [...directory.actors.values()].filter(({ kind }) => kind === 'person');
  return people.filter(({ id }) => maySee(id, audience, directory)).length <= 1;
};

/** How many lines one of two texts has that the other has not. */
export const changedLines = (before: string, after: string): number => {
  const counts = new Map<string, number>();
  for (const line of linesOf(before)) counts.set(line, (counts.get(line) ?? 0) - 1);
  for (const line of linesOf(after)) counts.set(line, (counts.get(line) ?? 0) + 1);
  let added = 0;
  let removed = 0;
  for (const count of counts.values()) {
    added += Math.max(0, count);
    removed += Math.max(0, -count);
  }
  return Math.max(added, removed);
};

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\r\n?/g, '\n').split('\n'));

const OTHER_RULE = refuse(
  'other-rule',
  'With this text it is a protocol that changes, or another than before, and others may be asked. Withdraw this and propose it anew.',
  { field: '/body' },
);

const NOTHING_NEW = refuse('nothing-changed', 'The text says what the page says already.', { field: '/body' });

const cut = (text: string, most: number): string => {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
};
