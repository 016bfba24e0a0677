import { z } from 'zod';
import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { iso } from '#server/route.ts';
import { presentProof, proofReply } from '../proof-reading.ts';
import { ballotReply, castIn, presentBallots } from './present-ballots.ts';
import { offersOn, offersOnObjection } from './offers.ts';

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
const offer = z.object({ action: z.string(), may: z.boolean(), because: z.string().nullable() });

/** A run as one reader sees it, whatever it runs on. Instants are ISO 8601 in UTC. */
export const runReply = z.object({
  protocol: z.object({ id: z.string(), html: z.string() }),
  openedAt: moment,
  /** What happens by itself, and when; null: it is over, or stands still. */
  ending: z.string().nullable(),
  dueAt: moment.nullable(),
  outcome: z
    .object({ outcome: z.enum(['accepted', 'rejected', 'lapsed', 'withdrawn']), at: moment, because: z.string() })
    .nullable(),
  steps: z.array(
    z.object({
      step: z.string(),
      status: z.enum(['open', 'passed', 'stopped', 'closed', 'skipped']),
      openedAt: moment,
      closedAt: moment.nullable(),
    }),
  ),
  proof: proofReply.nullable(),
  stances: z.array(
    z.object({
      actor: person,
      step: z.string(),
      stance: z.enum(['agree', 'abstain', 'object', 'answer']),
      reason: z.string().nullable(),
      /** They cast a ballot; `ballot` says how, unless that is secret. */
      voted: z.boolean(),
      ballot: z.string().nullable(),
      at: moment,
      implicit: z.boolean(),
      stale: z.boolean(),
      counts: z.boolean(),
    }),
  ),
  objections: z.array(
    z.object({
      id: z.number(),
      by: person,
      holder: person,
      reason: z.string().nullable(),
      alternative: z.string().nullable(),
      effect: z.enum(['block', 'count', 'record', 'back']),
      status: z.enum(['open', 'resolved', 'withdrawn', 'invalid', 'stale', 'overruled', 'late']),
      at: moment,
      actions: z.array(offer),
    }),
  ),
  ballots: z.array(ballotReply).readonly(),
  actions: z.array(offer),
});
export type RunReply = z.output<typeof runReply>;

interface Reader {
  readonly by: ActorId;
  readonly directory: Directory;
  readonly now: Instant;
  markdown(source: string): Promise<string>;
}

export const presentRun = async (run: RunState, world: World, { by, directory, now, markdown }: Reader): Promise<RunReply> => {
  const named = (id: ActorId) => ({ id, name: calledIn(directory, id) });
  const at = (instant: Instant | null): string | null => (instant === null ? null : iso(instant));
  const { outcome, protocol } = run;
  const ending = outcome === null ? endingOf(run) : null;
  const proof = proofOf(run, world, now);
  return {
    protocol: { id: protocol.id, html: await markdown(explain(protocol)) },
    openedAt: iso(run.openedAt),
    ending: ending?.sentence ?? null,
    dueAt: at(ending?.at ?? null),
    outcome: outcome && { outcome: outcome.outcome, at: iso(outcome.at), because: outcome.because },
    steps: run.steps.map(({ step, status, clock, closedAt }) => ({
      ...{ step, status, openedAt: iso(clock.openedAt), closedAt: at(closedAt) },
    })),
    proof: proof && presentProof(proof, directory, outcome?.at ?? now),
    stances: Object.entries(run.stances)
      .flatMap(([step, stances]) => Object.entries(stances).map(([actor, one]) => ({ ...one, actor, step })))
      .toSorted((a, b) => a.at - b.at)
      .map(({ actor, step, stance, reason, at: when, implicit, stale, counts }) => ({
        ...{ actor: named(actor), step, stance, reason, ...castIn(run, step, actor), at: iso(when), implicit, stale, counts },
      })),
    objections: run.objections.map(({ id, by: whose, holder, reason, alternative, effect, status, at: when }) => ({
      ...{ id, by: named(whose), holder: named(holder), reason, alternative, effect, status, at: iso(when) },
      actions: status === 'open' ? [...offersOnObjection(run, holder, by, world, now)] : [],
    })),
    ballots: presentBallots(run, by),
    actions: outcome === null ? [...offersOn(run, by, world, now)] : [],
  };
};
