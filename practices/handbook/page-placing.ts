import type { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, type Answer, type Principal, type Services } from '#server/route.ts';
import { NO_PAGE, spaceOf, type Alive } from './addresses.ts';
import { follow, mayTakeAlong } from './page-below.ts';
import { heightOf, lastRank, ranksAround, roomIn, standingPage, type PageRow, type TakenRow } from './page-queries.ts';
import type { changedReply } from './page-reply.ts';
import { placeKey, placeOf, type Place } from './page.ts';
import { MOST_DEPTH, rankBetween, renamedFile, segmentOf, TOO_DEEP } from './place.ts';
import { aboveOf } from './place-queries.ts';
import { readText } from './text.ts';

type Changed = Result<Answer<z.output<typeof changedReply>>>;
type Where = Pick<Place, 'space' | 'under'>;

/** What a new page would be called: a name that it must have, or one that it would have if no sibling has it. */
type Wish = { readonly name: string } | { readonly wish: string };

/** Where a new page stands: its name, and its rank behind `after` (null: it comes first; left out: it comes last). One read. */
export const placeFor = async (
  { db }: Pick<Services, 'db'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  where: Where,
  wanted: Wish,
  self: ArtifactId,
  after?: ArtifactId | null,
): Promise<Result<Pick<Place, 'name' | 'rank'>>> => {
  const wish = 'name' in wanted ? wanted.name : wanted.wish;
  // `on-call`, else `on-call-2`.
  const names = 'name' in wanted ? [wish] : [wish, ...Array.from({ length: 98 }, (_, index) => `${wish}-${index + 2}`)];
  const { last, taken } = await roomIn(
    db,
    principal,
    where,
    names.map((name) => placeKey({ ...where, name })),
    self,
  );
  const places = new Set(taken.map(({ place }) => place));
  const free = names.find((name) => !places.has(placeKey({ ...where, name })));
  if (free === undefined && 'name' in wanted) return takenFault(taken[0], wish);
  const rank = after === undefined ? ok(rankBetween(last, null)) : await rankAt({ db }, principal, where, after, self);
  return rank.refused ? rank : ok({ name: free ?? `${wish}-${self.slice(0, 8)}`, rank: rank.ok });
};

const nameTaken = async (
  { db }: Pick<Services, 'db'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  place: Pick<Place, 'space' | 'under' | 'name'>,
  self: ArtifactId,
): Promise<Result<never> | null> => {
  const [taken] = (await roomIn(db, principal, place, [placeKey(place)], self)).taken;
  return taken ? takenFault(taken, place.name) : null;
};

const takenFault = (taken: TakenRow | undefined, name: string): Result<never> => {
  const by = taken ? `“${taken.title}”${taken.number > 0 ? ` (#${taken.number})` : ''}` : 'another page';
  return refuse('name-taken', `${by} is called “${name}” there already. Choose another name; nothing was written.`, {
    field: '/name',
  });
};

const rankAt = async (
  { db }: Pick<Services, 'db'>,
  principal: Pick<Principal, 'org' | 'keys'>,
  where: Where,
  after: ArtifactId | null | undefined,
  self: ArtifactId,
): Promise<Result<string>> => {
  if (after === undefined) return ok(rankBetween(await lastRank(db, principal, where), null));
  const around = await ranksAround(db, principal, where, after, self);
  if (!around) return refuse('not-found', 'There is no such page beside it.', { field: '/after' });
  const [before, next] = around;
  // Two that came at one moment may have one rank; then there is nothing between them.
  return ok(rankBetween(before, next !== null && before !== null && next <= before ? null : next));
};

const MOST_ATTEMPTS = 12;

export const move = async (
  { id, state }: PageRow & { readonly state: Alive },
  asked: {
    readonly space?: string | null | undefined;
    readonly under?: string | null | undefined;
    readonly after?: string | null | undefined;
    readonly name?: string | undefined;
    readonly reason?: string | undefined;
  },
  principal: Principal,
  services: Services,
  attempt = 1,
): Promise<Changed> => {
  const { db, directory, send } = services;
  const above = asked.under == null ? null : await standingPage(db, principal, asked.under);
  if (asked.under != null && !above) return { ...NO_PAGE, field: '/under' };
  const named =
    asked.space === undefined
      ? ok(above ? above.state.space : state.space)
      : spaceOf(asked.space, principal, await directory(principal.org));
  if (named.refused) return named;
  const under = asked.under === undefined ? (named.ok === state.space ? state.under : null) : asked.under;
  const where = { space: named.ok, under };
  const name = asked.name === undefined ? ok(state.name) : segmentOf(asked.name, '/name');
  if (name.refused) return name;
  const stays = where.space === state.space && where.under === state.under;
  const rank = stays && asked.after === undefined ? ok(state.rank) : await rankAt(services, principal, where, asked.after, id);
  if (rank.refused) return rank;
  const place = { ...where, rank: rank.ok, name: name.ok, file: renamedFile(state.file, state.name, name.ok) };
  const taken = placeKey(place) === placeKey(state) ? null : await nameTaken(services, principal, place, id);
  if (taken) return taken;
  const refs = under === null ? [] : await aboveOf(db, principal, under);
  // Whoever sees it or not: a page cannot stand below itself.
  if (refs.includes(id))
    return refuse('below-itself', 'A page cannot stand below itself, or below what is below it.', { field: '/under' });
  if (under !== null && under !== state.under && refs.length + (await heightOf(db, principal, id)) > MOST_DEPTH) return TOO_DEEP;
  if (where.space !== state.space) {
    const fault = await mayTakeAlong(id, 'move', principal, services);
    if (fault) return fault;
  }
  const title = readText(state.body, name.ok).title;
  const data = { ...place, title, was: placeOf(state), ...(asked.reason !== undefined && { reason: asked.reason }) };
  const sent = await send({ kind: 'page', artifact: id, name: 'move', data, refs });
  // Somebody else gave it another name or place at the same moment: what is not asked for here stays as they made it.
  if (sent.refused && sent.code === 'place-changed' && attempt < MOST_ATTEMPTS) {
    const now = await standingPage(db, principal, id);
    if (!now || now.state.status === 'deleted') return NO_PAGE;
    return move({ ...now, state: now.state }, asked, principal, services, attempt + 1);
  }
  if (sent.refused) return sent;
  if (where.space !== state.space) {
    const followed = await follow(id, where.space, principal, services);
    if (followed) return followed;
  }
  return answer({ id, number: sent.ok.number, version: sent.ok.version }, sent.ok.version);
};
