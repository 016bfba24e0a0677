import { z } from 'zod';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { changedBy, changedReply } from '#practices/comments';
import { commentQuotes } from './quotes.ts';
import { nameId } from '#practices/protocols';
import { spaceId, spaceName } from '#practices/spaces';
import { answer, created, line, route, uuid, type Services } from '#server/route.ts';
import { openedHere } from './import.ts';
import { existing, thread, type ImportedRow, type QuotedRow } from './queries.ts';
import { IMPORT_BODY_LIMIT, ImportBatch, ImportReply, type ImportedRecord } from './records/document.ts';

/** Where records come from and go to. */
interface Way {
  readonly org: string;
  readonly space: SpaceId | null;
  readonly from: string | undefined;
}

/** The decision that a record is: the same organization, space, project (where one is named) and key, the same id. */
const idOfRecord = ({ org, space, from }: Way, key: string): ArtifactId =>
  nameId('record', org, space ?? '', key, ...(from === undefined ? [] : [from]));

/** At most as many as one batch of commands takes. */
const TOGETHER = 25;

type Outcome = z.output<typeof ImportReply>['results'][number];

export const importRoutes = [
  route({
    method: 'POST',
    path: '/api/imports/decisions',
    name: 'decisions.import',
    summary: 'Import decision records, at most 100 in a request',
    description:
      'A record’s identity is its space and key, and `from`, the name of its project, where one is given: importing it again changes nothing, and a changed file is a new revision, by who imported it or a steward of its space. A file that is plainly another record than the one of its path is refused with `another-record`, and a changed file of a proposal that was opened here with `opened-here`; unchanged, such a file says so in `message`. A refused record never stops the others.',
    tag: 'decisions',
    who: 'member',
    changes: 'decision',
    limit: IMPORT_BODY_LIMIT,
    body: ImportBatch,
    reply: ImportReply,
    async act({ body, principal }, services) {
      const directory = await services.directory(principal.org);
      const space = spaceId(body.space, principal.actor, directory);
      if (space.refused) return space;
      const way: Way = { org: principal.org, space: space.ok, from: body.from };
      const ids = body.records.map(({ key }) => idOfRecord(way, key));
      const before = await services.db.rows<ImportedRow>(existing(principal.org, ids));
      const known = new Map(before.map((row) => [row.id, row]));
      const results: Outcome[] = [];
      // What is sent together is numbered in its order: the log is to follow the folder.
      for (let first = 0; first < body.records.length; first += TOGETHER) {
        const sent = body.records.slice(first, first + TOGETHER).map((record, offset) => {
          const index = first + offset;
          return importOne(record, index, ids[index] ?? '', way, known, services);
        });
        results.push(...(await Promise.all(sent)));
      }
      return answer({ results });
    },
  }),
  route({
    method: 'POST',
    path: '/api/comments/:id/decisions',
    name: 'decisions.draft-from-comment',
    summary: 'Make a decision of a conversation: a draft with the thread attached',
    tag: 'decisions',
    who: 'member',
    changes: 'decision',
    params: z.strictObject({ id: uuid }),
    body: z.strictObject({ title: line(300), space: spaceName.nullable().optional().describe('Left out: where it was said') }),
    reply: changedReply,
    status: 201,
    async act({ params, body, principal, fresh }, services) {
      const directory = await services.directory(principal.org);
      const rows = await services.db.rows<QuotedRow>(thread(principal, params.id));
      const space = body.space === undefined ? ok(rows[0]?.space ?? null) : spaceId(body.space, principal.actor, directory);
      if (space.refused) return space;
      const quotes = commentQuotes(rows, directory);
      if (quotes.length === 0) return refuse('not-found', 'There is no such comment that you can see.');
      const sent = await services.send({
        kind: 'decision',
        artifact: fresh,
        name: 'draft',
        data: { title: body.title, space: space.ok, quotes },
        refs: [...new Set(quotes.map(({ from }) => from))],
      });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/decisions/${sent.ok.number}`);
    },
  }),
] as const;

const importOne = async (
  record: ImportedRecord,
  index: number,
  id: ArtifactId,
  way: Way,
  before: ReadonlyMap<ArtifactId, ImportedRow>,
  { send }: Pick<Services, 'send'>,
): Promise<Outcome> => {
  const { key } = record;
  const targets = record.links.map((link) => (link.key === null ? null : idOfRecord(way, link.key)));
  const sent = await send({
    kind: 'decision',
    artifact: id,
    name: 'import',
    data: { space: way.space, record, targets, ...(way.from !== undefined && { from: way.from }) },
    part: `${index} ${key}`,
  });
  if (sent.refused) return { key, outcome: 'refused', number: null, code: sent.code, message: sent.message };
  const { number, version, replayed } = sent.ok;
  const known = before.get(id);
  if (known?.opened) return { key, outcome: 'unchanged', number, code: 'opened-here', message: openedHere(number, known.status) };
  if (replayed) return { key, outcome: version === 1 ? 'created' : 'changed', number };
  return { key, outcome: known === undefined ? 'created' : known.version === version ? 'unchanged' : 'changed', number };
};
