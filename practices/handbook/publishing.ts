import { SYSTEM, type ActorId, type ArtifactId } from '#kernel/stream/event.ts';
import { same } from '#kernel/stream/same.ts';
import { protocolOfPage } from '#practices/protocols';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { mayWrite, reads } from './addresses.ts';
import { missingAnchors } from './anchors.ts';
import { merge, withLineEndsOf, type Conflict } from './merge.ts';
import type { Place, Text } from './page.ts';
import { standingPage, textAt } from './page-queries.ts';
import { aboveOf } from './place-queries.ts';
import { PROPOSAL_NEEDED } from './proposals/asking.ts';
import { proposeText, type Proposal } from './proposals/propose.ts';
import { resolve } from './resolving.ts';
import { readText, textFault } from './text.ts';

/** What a text says of itself and where it leads, as it is published at a place. */
export const textFor = async (
  services: Pick<Services, 'db' | 'directory' | 'address'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  at: { readonly place: Place; readonly self: ArtifactId; readonly known: Readonly<Record<string, ArtifactId>> },
  body: string,
): Promise<Text> => {
  const read = readText(body, at.place.name, services.address);
  const directory = await services.directory(principal.org);
  const { links, broken } = await resolve(services.db, principal, { ...at, directory, home: services.address }, read.addresses);
  const missing = await missingAnchors(services.db, principal, read, links);
  return { body, title: read.title, language: read.language, links, broken: [...broken, ...missing] };
};

export interface Publishing {
  readonly page: ArtifactId;
  readonly body: string;
  /** The revision that was changed. */
  readonly base: number;
  readonly reason: string;
  /** Whoever acknowledged the page is asked again. */
  readonly material?: boolean;
  /** An import, a push: what it came with. */
  readonly from?: string;
  /** Who wrote it beside whoever publishes it. */
  readonly writers?: readonly ActorId[];
  /** Its line ends are meant: what comes from a browser has those of the browser, and gets the page's. */
  readonly exact?: boolean;
  /** Tells the commands of one request apart. */
  readonly part?: string;
  /** Its writer wants others to look first, though they might publish it; `never`: where it would be proposed it is refused (`proposal-needed`). */
  readonly proposes?: boolean | 'never';
  /** Of the system: whose text it is. */
  readonly for?: ActorId;
  /** [P5] It was not judged as a change of a protocol, so it must not be one with what came since. */
  readonly keepsRule?: boolean;
}

/** A page that is not there yet. */
export interface Beginning {
  readonly id: ArtifactId;
  readonly place: Place;
  readonly body: string;
  readonly only: readonly ActorId[] | null;
  readonly owners: readonly ActorId[];
  readonly reason: string;
  readonly part?: string;
  readonly proposes?: boolean;
  readonly for?: ActorId;
}

export interface Published {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly revision: number;
  /** What others published meanwhile was merged with it. */
  readonly merged: boolean;
  /** False: it says what the page says already, or it is proposed. */
  readonly changed: boolean;
  /** It was not published: this decision proposes it. Null: it was. */
  readonly proposal: Proposal | null;
}

const MOST_ATTEMPTS = 12;

type Publisher = Pick<Principal, 'org' | 'keys' | 'actor'>;
type Needed = Pick<Services, 'db' | 'directory' | 'address' | 'send'>;

/**
 * The one way in which a page gets another text, from wherever it comes. Written on an older revision it is merged with what was published
 * meanwhile; where both changed the same words it is refused (`needs-merge`) and nothing is written. Whoever may not publish it, or is asked by a
 * protocol to propose first, proposes it by the same call.
 */
export const publish = async (services: Needed, principal: Publisher, wanted: Publishing): Promise<Result<Published>> => {
  const { page: id, base, reason, from = null, part } = wanted;
  const body = textFault(wanted.body, '/body');
  if (body.refused) return body;
  for (let attempt = 1; ; attempt += 1) {
    const standing = await standingPage(services.db, principal, id);
    if (!standing) return refuse('not-found', 'There is no such page that you can see.');
    const { state, number, version } = standing;
    if (state.status === 'deleted') return refuse('deleted', 'This page has been deleted.');
    if (base > state.revision || base < 1)
      return refuse('no-such-revision', `This page has revisions 1 to ${state.revision}.`, { field: '/base' });
    const own = wanted.exact ? wanted.body : withLineEndsOf(state.body, wanted.body);
    const made = base === state.revision ? ok(own) : await mergedWith(services, principal, id, wanted, state.body);
    if (made.refused) return made;
    const merged = made.ok !== own;
    const nothing = { id, number, version, revision: state.revision, merged, changed: false } as const;
    if (made.ok === state.body) return ok({ ...nothing, proposal: null });
    if (wanted.keepsRule) {
      const rule = protocolOfPage({ ...state, body: made.ok }, id, await services.directory(principal.org));
      if (rule.refused) return rule;
      if (!same(rule.ok, state.protocol))
        return refuse('other-rule', 'With what came since it would change a protocol, which nobody has decided.');
    }
    const propose = async (): Promise<Result<Published>> => {
      if (wanted.proposes === 'never')
        return refuse(PROPOSAL_NEEDED, 'You read this page and do not write it. Nothing was published; propose it.');
      const { title } = readText(made.ok, state.name);
      const text = { page: id, title, base: state.revision, text: made.ok, reason, place: null };
      const proposal = await proposeText(services, principal, text, part);
      return proposal.refused ? proposal : ok({ ...nothing, proposal: proposal.ok });
    };
    const writes = principal.actor === SYSTEM || mayWrite(state.space, principal.actor, await services.directory(principal.org));
    if (!writes || wanted.proposes === true) return propose();
    const text = await textFor(services, principal, { place: state, self: id, known: state.links }, made.ok);
    const data = {
      ...{ ...text, base: state.revision, reason, from },
      ...(wanted.writers && wanted.writers.length > 0 && { writers: wanted.writers.slice(0, 200) }),
      ...(wanted.material === true && { material: true }),
      ...(wanted.for !== undefined && { for: wanted.for }),
    };
    const sent = await services.send({
      kind: 'page',
      artifact: id,
      name: 'revise',
      data,
      ...(part === undefined ? {} : { part }),
    });
    if (!sent.refused)
      return ok({
        ...{ id, number: sent.ok.number, version: sent.ok.version, revision: state.revision + 1 },
        ...{ merged, changed: true, proposal: null },
      });
    if (sent.code === PROPOSAL_NEEDED && wanted.proposes !== 'never') return propose();
    if (sent.code !== 'revision-changed' || attempt >= MOST_ATTEMPTS) return sent;
  }
};

/** A new page, published at once or proposed. Its number is 0 while it is a proposal. */
export const begin = async (
  services: Needed,
  principal: Publisher,
  { id, place, part, proposes, ...wanted }: Beginning,
): Promise<Result<Pick<Published, 'id' | 'number' | 'version' | 'proposal'>>> => {
  const made = await textFor(services, principal, { place, self: id, known: {} }, wanted.body);
  const refs = place.under === null ? [] : await aboveOf(services.db, principal, place.under);
  const propose = async () => {
    const text = { page: id, title: made.title, base: 0, text: wanted.body, reason: wanted.reason, place };
    const proposal = await proposeText(services, principal, text, part);
    return proposal.refused ? proposal : ok({ id, number: 0, version: 0, proposal: proposal.ok });
  };
  const writes = principal.actor === SYSTEM || mayWrite(place.space, principal.actor, await services.directory(principal.org));
  if (proposes || (!writes && reads(place.space, principal.actor, await services.directory(principal.org)))) return propose();
  const data = { ...place, ...made, from: null, ...wanted };
  const sent = await services.send({
    kind: 'page',
    artifact: id,
    name: 'create',
    data,
    refs,
    ...(part === undefined ? {} : { part }),
  });
  if (sent.refused) return sent.code === PROPOSAL_NEEDED ? propose() : sent;
  return ok({ id, number: sent.ok.number, version: sent.ok.version, proposal: null });
};

/** The text with what was published since its base, if the two go together. */
const mergedWith = async (
  { db }: Pick<Services, 'db'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  page: ArtifactId,
  { body, base }: Pick<Publishing, 'body' | 'base'>,
  standing: string,
): Promise<Result<string>> => {
  const before = await textAt(db, principal, page, base);
  if (before === null) return refuse('no-such-revision', `This page has no revision ${base}.`, { field: '/base' });
  const { text, conflicts } = merge(before, standing, body);
  return conflicts.length === 0 ? ok(text) : needsMerge(conflicts);
};

const needsMerge = (conflicts: readonly Conflict[]): Result<never> => {
  const [first] = conflicts;
  const places = conflicts.length === 1 ? 'one place' : `${conflicts.length} places`;
  return refuse(
    'needs-merge',
    `Somebody published other words in ${places} that you changed, too. Nothing was written, and your text is yours: compare the two, and send one that has what should stand.`,
    { field: '/body', ...(first ? { line: first.line } : {}) },
  );
};
