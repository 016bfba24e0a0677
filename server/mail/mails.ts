import { randomUUID } from 'node:crypto';
import type { Instant, OrgId } from '#kernel/stream/event.ts';
import type { CalendarPart } from '#practices/meetings';
import type { Queryable } from '#store/connection.ts';
import { seal } from './seal.ts';

export interface Mail {
  readonly org: OrgId;
  /** The same for a retry: a second one with this id is dropped. */
  readonly id?: string;
  /** [safety] An address that the organization keeps; never one that a request brought along. */
  readonly to: string;
  readonly subject: string;
  /** Plain text, lines as they should break. */
  readonly body: string;
  /** `account`: passwords and invitations, at once. `notice`: anything else, inside the reader's working hours. */
  readonly kind: 'account' | 'notice';
  /** Holds a link that lets its holder in: sealed while it waits, shown to nobody once there is a mail server, forgotten when sent. */
  readonly secret?: boolean;
  /** Not before this moment; the next working moment of the reader, for a notice. */
  readonly notBefore?: Instant;
  /** For the calendar of whoever reads it; sealed and forgotten as the body is. */
  readonly calendar?: CalendarPart;
}

/** Notes a mail, in the transaction of whoever calls; the mailer sends it, or the steward reads it in the outbox. */
export type QueueMail = (db: Queryable, mail: Mail) => Promise<void>;

export const mailQueue =
  (key: Buffer): QueueMail =>
  async (db, mail) => {
    const kept = (text: string): string => (mail.secret ? seal(key, text) : text);
    await db.query({
      name: 'mail-queue',
      text: `insert into mails (org, id, recipient, subject, body, kind, secret, calendar_method, calendar, next_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $9, $10, coalesce(to_timestamp($8::float8 / 1000), proceed_now()), proceed_now()) on conflict do nothing`,
      values: [
        mail.org,
        mail.id ?? randomUUID(),
        mail.to,
        oneLine(mail.subject),
        kept(mail.body),
        mail.kind,
        mail.secret ?? false,
        mail.notBefore ?? null,
        mail.calendar?.method ?? null,
        mail.calendar ? kept(mail.calendar.text) : null,
      ],
    });
  };

/** A subject is a header: nothing in it may begin another. */
const oneLine = (words: string): string => words.replace(/\s+/g, ' ').slice(0, 200);
