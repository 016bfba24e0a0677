import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import { merge, withLineEndsOf, type Conflict } from './merge.ts';
import type { Place, Text } from './page.ts';
import { standingPage, textAt } from './page-queries.ts';
import { resolve } from './resolving.ts';
import { readText, textFault } from './text.ts';

/** What a text says of itself and where it leads, as it is published at a place. */
export const textFor = async (
  services: Pick<Services, 'db' | 'directory'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  at: { readonly place: Place; readonly self: ArtifactId; readonly known: Readonly<Record<string, ArtifactId>> },
  body: string,
): Promise<Text> => {
  const { title, language, addresses } = readText(body, at.place.name);
  const directory = await services.directory(principal.org);
  const { links, broken } = await resolve(services.db, principal, { ...at, directory }, addresses);
  return { body, title, language, links, broken };
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
}

export interface Published {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly revision: number;
  /** What others published meanwhile was merged with it. */
  readonly merged: boolean;
  /** False: it says what the page says already. */
  readonly changed: boolean;
}

const MOST_ATTEMPTS = 12;

/**
 * The one way in which a page gets another text, from wherever it comes. Written on an older revision it is merged with what was published
 * meanwhile; where both changed the same words it is refused (`needs-merge`) and nothing is written.
 */
export const publish = async (
  services: Pick<Services, 'db' | 'directory' | 'send'>,
  principal: Principal,
  wanted: Publishing,
): Promise<Result<Published>> => {
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
    if (made.ok === state.body) return ok({ id, number, version, revision: state.revision, merged, changed: false });
    const text = await textFor(services, principal, { place: state, self: id, known: state.links }, made.ok);
    const data = {
      ...{ ...text, base: state.revision, reason, from },
      ...(wanted.writers && wanted.writers.length > 0 && { writers: wanted.writers.slice(0, 200) }),
      ...(wanted.material === true && { material: true }),
    };
    const sent = await services.send({
      kind: 'page',
      artifact: id,
      name: 'revise',
      data,
      ...(part === undefined ? {} : { part }),
    });
    if (!sent.refused)
      return ok({ id, number: sent.ok.number, version: sent.ok.version, revision: state.revision + 1, merged, changed: true });
    if (sent.code !== 'revision-changed' || attempt >= MOST_ATTEMPTS) return sent;
  }
};

/** The text with what was published since its base, if the two go together. */
const mergedWith = async (
  { db }: Pick<Services, 'db'>,
  principal: Principal,
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
