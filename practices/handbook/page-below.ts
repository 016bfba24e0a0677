import type { z } from 'zod';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { answer, type Answer, type Principal, type Services } from '#server/route.ts';
import { mayWrite, runs } from './addresses.ts';
import { peopleAmong } from './audience.ts';
import type { Data } from './page-commands.ts';
import { allBelow, type BelowRow, type PageRow } from './page-queries.ts';
import type { changedReply } from './page-reply.ts';
import { placeOf } from './page.ts';
import { aboveOf } from './place-queries.ts';
import { leftBelow } from './reaction-queries.ts';

/** So many pages are changed together. */
const MOST_TOGETHER = 5_000;

type Changed = Result<Answer<z.output<typeof changedReply>>>;

/** What a page takes along with it must be its mover's to move, all of it: else nothing happens. */
export const mayTakeAlong = async (
  page: ArtifactId,
  what: 'move' | 'restrict' | 'archive' | 'delete',
  principal: Principal,
  { db, directory }: Pick<Services, 'db' | 'directory'>,
): Promise<Refusal | null> => {
  const below = (await allBelow(db, principal, page, MOST_TOGETHER + 1)).filter(({ id }) => id !== page);
  if (below.length > MOST_TOGETHER - 1)
    return refuse('too-many', 'More than 5,000 pages stand below this one. Do it in parts; nothing was changed.');
  const organization = await directory(principal.org);
  const { actor } = principal;
  const mine = ({ author, owners, space }: BelowRow): boolean =>
    author === actor ||
    runs(space, actor, organization) ||
    (what === 'restrict' && peopleAmong(owners, organization).includes(actor));
  const kept = below.filter((one) => {
    // Whatever its sender does not see is narrower already, and stays so.
    if (!one.seen) return what !== 'restrict';
    return what === 'move' || what === 'archive' ? !mayWrite(one.space, actor, organization) : !mine(one);
  });
  if (kept.length === 0) return null;
  const shown = kept.filter(({ seen }) => seen).slice(0, 3);
  const which =
    shown.length > 0
      ? `such as ${shown.map(({ number, title }) => `“${title}” (#${number})`).join(', ')}`
      : 'which you cannot see';
  return refuse('not-yours-below', `Pages stand below this one that are not yours to ${what}, ${which}. Nothing was changed.`);
};

/** What stands below a page goes with it into another space. Should this not come to its end, `settlePages` does the rest. */
export const follow = async (
  page: ArtifactId,
  space: SpaceId | null,
  principal: Principal,
  { db, directory, send }: Services,
): Promise<Refusal | null> => {
  const spaces = [...(await directory(principal.org)).spaces.keys()];
  const above = await aboveOf(db, principal, page);
  const open = [{ id: page, above }];
  for (let next = open.shift(); next; next = open.shift()) {
    for (const { id, state } of await leftBelow(db, principal.org, next.id, space, spaces)) {
      const data = { ...placeOf(state), space, title: state.title };
      const sent = await send({ kind: 'page', artifact: id, name: 'move', data, refs: next.above, part: `follow ${id}` });
      if (sent.refused) return { ...sent, message: `${sent.message} “${state.title}” did not follow.` };
      open.push({ id, above: [id, ...next.above] });
    }
  }
  return null;
};

/** One command to each page below one, if that is asked for, and to itself: those at the bottom first. */
export const eachBelow = async (
  row: PageRow,
  andBelow: boolean,
  principal: Principal,
  { db, send }: Services,
  name: 'restrict' | 'archive' | 'delete',
  data: Data<'restrict'> | Data<'archive'> | Data<'delete'>,
): Promise<Changed> => {
  const below = andBelow ? await allBelow(db, principal, row.id, MOST_TOGETHER) : [];
  // From below, so that nothing ever stands below what is gone.
  const order = below.filter(({ id, seen }) => seen && id !== row.id).toReversed();
  for (const { id } of order) {
    const sent = await send({ kind: 'page', artifact: id, name, data, part: `below ${id}` });
    // Somebody may have restricted it meanwhile.
    if (sent.refused && sent.code !== 'not-found') return sent;
  }
  const sent = await send({ kind: 'page', artifact: row.id, name, data });
  return sent.refused ? sent : answer({ id: row.id, number: sent.ok.number, version: sent.ok.version }, sent.ok.version);
};

/** Something that goes out of the tree takes along what stands below it, or nothing stands below it. */
export const goes = async (
  row: PageRow,
  { reason, andBelow }: { readonly reason: string; readonly andBelow: boolean },
  principal: Principal,
  services: Services,
  name: 'archive' | 'delete',
): Promise<Changed> => {
  const own =
    name === 'archive' ||
    row.state.author === principal.actor ||
    runs(row.state.space, principal.actor, await services.directory(principal.org));
  if (own && andBelow) {
    const fault = await mayTakeAlong(row.id, name, principal, services);
    if (fault) return fault;
  } else if (own) {
    const below = await allBelow(services.db, principal, row.id, MOST_TOGETHER);
    if (below.some(({ id, status }) => id !== row.id && (name === 'delete' || status === 'published')))
      return refuse('pages-below', 'Pages stand below this one. Move them first, or take them along (`andBelow`).', {
        field: '/andBelow',
      });
  }
  // Whose it is not is told so by the page itself.
  return eachBelow(row, own && andBelow, principal, services, name, { reason });
};

/** From the top, so that nothing comes back below what is put away. */
export const comesBack = async (
  row: PageRow,
  andBelow: boolean,
  principal: Principal,
  { db, send }: Services,
): Promise<Changed> => {
  const above = row.state.under === null ? [] : await aboveOf(db, principal, row.state.under);
  const sent = await send({ kind: 'page', artifact: row.id, name: 'unarchive', data: {}, refs: above });
  if (sent.refused) return sent;
  const below = andBelow ? await allBelow(db, principal, row.id, MOST_TOGETHER) : [];
  for (const { id, seen, status } of below) {
    if (!seen || status !== 'archived' || id === row.id) continue;
    const back = await send({ kind: 'page', artifact: id, name: 'unarchive', data: {}, part: `below ${id}` });
    if (back.refused && back.code !== 'not-found') return back;
  }
  return answer({ id: row.id, number: sent.ok.number, version: sent.ok.version }, sent.ok.version);
};
