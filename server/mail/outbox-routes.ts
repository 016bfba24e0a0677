import { z } from 'zod';
import { answer, cursorOf, pageOf, paging, readCursor, route, uuid } from '../route.ts';
import type { ServerServices } from '../services.ts';

type Row = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string | null;
  readonly secret: boolean;
  readonly status: 'waiting' | 'sent' | 'failed';
  readonly error: string | null;
  readonly created_at: Date;
  readonly sent_at: Date | null;
  readonly place: string;
};

export const outboxRoutes = [
  route({
    method: 'GET',
    path: '/api/outbox',
    name: 'outbox.list',
    summary: 'Read the mails that left, or would have left',
    description:
      'Without a mail server this is where mails arrive: pass on what they say. With one, letters that hold a link to get in are not shown, nor is what people are told of their work.',
    tag: 'organization',
    who: 'steward',
    shows: 'account',
    query: z.strictObject(paging),
    reply: pageOf(
      z.object({
        id: uuid,
        to: z.string(),
        subject: z.string(),
        body: z.string().nullable().describe('Null: it is for its reader alone, and was mailed'),
        status: z.enum(['kept', 'waiting', 'sent', 'failed']),
        error: z.string().nullable(),
        at: z.string(),
        sentAt: z.string().nullable(),
      }),
    ).extend({ mailIsSent: z.boolean() }),
    async act({ query, principal }, { tables, mailIsSent, unseal }: ServerServices) {
      const after = readCursor(query.after, z.tuple([z.string().regex(/^\d{1,17}$/), uuid]));
      if (after.refused) return after;
      const [at, id] = after.ok ?? [null, null];
      const { rows } = await tables.query<Row>({
        name: 'outbox',
        text: `select id, recipient, case when kind = 'notice' and secret then 'What waits for them' else subject end as subject,
                 case when kind = 'notice' and secret then null else body end as body, secret, status, error, created_at, sent_at, (extract(epoch from created_at) * 1000000)::bigint::text as place
               from mails where org = $1 and ($2::bigint is null or (created_at, id) < ('epoch'::timestamptz + $2 * interval '1 microsecond', $3::uuid))
               order by created_at desc, id desc limit $4`,
        values: [principal.org, at, id, query.limit + 1],
      });
      const items = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? items.at(-1) : undefined;
      return answer({
        items: items.map((row) => ({
          id: row.id,
          to: row.recipient,
          subject: row.subject,
          body: row.body === null || (row.secret && mailIsSent) ? null : unseal(row.body),
          status: mailIsSent || row.status !== 'waiting' ? row.status : ('kept' as const),
          error: row.error,
          at: row.created_at.toISOString(),
          sentAt: row.sent_at?.toISOString() ?? null,
        })),
        next: last ? cursorOf([last.place, last.id]) : null,
        mailIsSent,
      });
    },
  }),
] as const;
