import { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok } from '#kernel/stream/refusal.ts';
import { changedReply, subjectParams } from '#practices/comments';
import { actorIds } from '#practices/people';
import { answer, route } from '#server/route.ts';
import { bodyInput, change, load } from './addresses.ts';
import type { Data } from './commands.ts';
import { openingOfRecord } from './opening.ts';
import { named, type DecisionRow, type NamedRow } from './queries.ts';
import { supersededIn } from './record-opening.ts';
import { openingReply } from './reply.ts';
import type { DecisionState } from './state.ts';

/** What is said of a proposal from elsewhere when it is opened: whom it asks goes by that. */
const { reversible, impact, affected, urgent, reviewOn } = bodyInput;
const SAID = z.strictObject({ reversible, impact, affected, urgent, reviewOn });

const trueOrFalse = z.enum(['true', 'false']).optional();
const isTrue = (word: 'true' | 'false' | undefined): boolean | undefined => (word === undefined ? undefined : word === 'true');

/** As the command takes it: what was left out stays as its record says. */
const given = ({ reversible: door, impact: how, affected: whom, urgent: soon, reviewOn: on }: z.output<typeof SAID>) =>
  ({
    ...(door !== undefined && { reversible: door }),
    ...(how !== undefined && { impact: how }),
    ...(whom !== undefined && { affected: whom }),
    ...(soon !== undefined && { urgent: soon }),
    ...(on !== undefined && { reviewOn: on }),
  }) satisfies Data<'open-record'>;

/** An imported proposal becomes a decision. */
export const recordOpeningRoutes = [
  route({
    method: 'GET',
    path: '/api/decisions/:id/record/opening',
    name: 'decisions.preview-opening-record',
    summary: 'See whom opening an imported proposal would ask now, and until when',
    description: 'Nothing is written. Refused as opening it would be.',
    tag: 'decisions',
    who: 'member',
    params: subjectParams,
    query: z.strictObject({
      affected: z.string().max(8_000).optional().describe('Handles or ids of those whom it affects, with commas'),
      impact: impact.describe('Left out: as its record says'),
      reversible: trueOrFalse.describe('Left out: as its record says'),
      urgent: trueOrFalse,
    }),
    reply: openingReply,
    async act({ params, query, principal }, services) {
      const row = await load(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const names = query.affected?.split(',').filter((name) => name !== '');
      const whom = names === undefined ? ok(undefined) : actorIds(names, '/query/affected', directory);
      if (whom.refused) return whom;
      const data = given({
        ...{ impact: query.impact, affected: whom.ok && [...whom.ok] },
        ...{ reversible: isTrue(query.reversible), urgent: isTrue(query.urgent) },
      });
      const known = await services.db.rows<NamedRow>(named(principal, replacedBy(row.ok)));
      const refs = new Map(known.map((one) => [one.id, { ...one, audience: [], state: null }]));
      const opening = openingOfRecord(row.ok, data, principal.actor, refs, {
        ...{ org: principal.org, directory, now: row.ok.now },
      });
      return opening.refused ? opening : answer(opening.ok, row.ok.version);
    },
  }),
  route({
    method: 'POST',
    path: '/api/decisions/:id/record/openings',
    name: 'decisions.open-record',
    summary: 'Open an imported proposal as a decision',
    description:
      'It keeps its number, and its text as what is proposed; whoever opens it is its author from then on, which who imported it or a steward of its space may. Those whom the protocol of its space names are asked, and it proceeds unless it is blocked. Importing its file again changes nothing of it any more. Refused with `not-proposed`, `no-protocol`, `nobody-to-ask`, `affected-shut-out`.',
    tag: 'decisions',
    who: 'member',
    changes: 'decision',
    params: subjectParams,
    body: SAID,
    reply: changedReply,
    async act(asked, services) {
      const row = await load(asked.params.id, asked.principal, services);
      return row.refused ? row : change(asked, services, 'open-record', given(asked.body), replacedBy(row.ok));
    },
  }),
] as const;

const replacedBy = ({ state }: DecisionRow): readonly ArtifactId[] => {
  const { record } = state as DecisionState;
  return record === undefined ? [] : supersededIn(record);
};
