import { z } from 'zod';
import type { Directory, ProtocolInForce } from '#kernel/actors/directory.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';
import { answer, created, route, uuid, type Db, type Principal, type Question } from '#server/route.ts';
import { TRIGGERS } from '../following.ts';
import { thresholdIn } from '../telling.ts';
import { suggestionFor, withThreshold, type Suggestion } from './threshold.ts';

/** The newest of what shipped that are looked at. */
const MOST = 20_000;

const shipped = ({ org, keys }: Principal): Question => ({
  name: 'changes.found-out',
  text: `select (state->'looks'->>'score')::float8 as score,
      (status = 'reverted' or state->'sample'->>'found' = 'faulty') as faulty
    from (select * from artifacts where org = $1 and kind = 'change' and status in ('shipped', 'reverted') and audience && $2::text[]
            and state->'looks'->>'score' is not null order by closed_at desc limit ${MOST}) a order by closed_at`,
  values: [org, keys],
});

const page = ({ org, keys }: Principal, id: string): Question => ({
  name: 'changes.protocol-page',
  text: `select state->>'title' as title, state->>'body' as body, (state->>'revision')::int as revision from artifacts
    where org = $1 and id = $3::uuid and kind = 'page' and status = 'published' and audience && $2::text[]`,
  values: [org, keys, id],
  byKey: true,
});

type Page = { readonly title: string; readonly body: string; readonly revision: number };

interface Found {
  readonly protocol: ProtocolInForce;
  readonly suggestion: Suggestion;
}

/** The organization's own protocol for changes that says a threshold. */
const protocolIn = ({ protocols }: Directory): { readonly protocol: ProtocolInForce; readonly now: number } | null => {
  const triggers: readonly string[] = TRIGGERS;
  for (const protocol of protocols) {
    const now = protocol.space === null && triggers.includes(protocol.protocol.on) ? thresholdIn(protocol.protocol) : null;
    if (now !== null) return { protocol, now };
  }
  return null;
};

const find = async (principal: Principal, db: Db, directory: Directory): Promise<Found | null> => {
  const known = protocolIn(directory);
  if (!known) return null;
  const past = await db.rows<{ score: number; faulty: boolean }>(shipped(principal));
  return { protocol: known.protocol, suggestion: suggestionFor(known.now, past) };
};

const NONE = refuse('no-threshold', 'No protocol of the whole organization says below which score changes ship at once.');

export const thresholdRoutes = [
  route({
    method: 'GET',
    path: '/api/changes/threshold',
    name: 'changes.threshold',
    summary: 'See whether what became of changes that shipped speaks for another threshold',
    description:
      'Faulty is what was reverted, or had to be mended as whoever looked at it afterwards found. Nothing changes by itself.',
    tag: 'changes',
    who: 'member',
    reply: z.object({
      protocol: z.object({ artifact: uuid, id: z.string() }).nullable(),
      now: z.number().nullable(),
      suggested: z.number().nullable(),
      why: z.string(),
    }),
    async act({ principal }, { db, directory }) {
      const found = await find(principal, db, await directory(principal.org));
      if (!found) return answer({ protocol: null, now: null, suggested: null, why: NONE.message });
      const { protocol, suggestion } = found;
      const { now, suggested, why } = suggestion;
      return answer({ protocol: { artifact: protocol.artifact, id: protocol.protocol.id }, now, suggested, why });
    },
  }),
  route({
    method: 'POST',
    path: '/api/changes/threshold/proposals',
    name: 'changes.propose-threshold',
    summary: 'Propose the threshold that is suggested: a decision on another text of the protocol',
    description: 'Whoever the protocol binds decides. `nothing-suggested`: what was found out does not speak for another.',
    tag: 'changes',
    who: 'member',
    changes: 'decision',
    status: 201,
    reply: z.object({ id: uuid, number: z.number() }),
    async act({ principal }, { db, directory, send }) {
      const found = await find(principal, db, await directory(principal.org));
      if (!found) return NONE;
      const { protocol, suggestion } = found;
      const { now, suggested, why } = suggestion;
      if (suggested === null) return refuse('nothing-suggested', why);
      const [text] = await db.rows<Page>(page(principal, protocol.artifact));
      const next = text && withThreshold(text.body, now, suggested);
      if (!text || next === null || next === undefined)
        return refuse(
          'nothing-suggested',
          'The protocol says its threshold in a way that is not changed by itself. Propose another text of its page.',
        );
      const id = nameId('threshold', principal.org, protocol.artifact, protocol.version, suggested);
      const sent = await send({
        ...{ kind: 'decision', artifact: id, name: 'propose', refs: [protocol.artifact] },
        data: {
          ...{ page: protocol.artifact, title: text.title, base: text.revision, text: next, place: null },
          reason: `Changes below ${suggested} ship at once, instead of ${now}.\n\n${why}`,
        },
      });
      return sent.refused ? sent : created({ id, number: sent.ok.number }, `/api/decisions/${sent.ok.number}`);
    },
  }),
] as const;
