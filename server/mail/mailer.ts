import type { Transporter } from 'nodemailer';
import type { CalendarPart } from '#practices/meetings';
import type { Pool } from '#store/connection.ts';
import type { Repeat } from '../repeat.ts';
import { unseal } from './seal.ts';

interface Options {
  readonly pool: Pool;
  /** As in PROCEED_SMTP_URL: `smtps://user:password@mail.example.org`. */
  readonly url: string;
  readonly from: string;
  readonly key: Buffer;
  readonly repeat: Repeat;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const AT_ONCE = 20;
/** A server that dies while it sends gives the mail back after this. */
const LEASE = '2 minutes';
/** Minutes until the next attempt; after the last one the steward sees it as failed. */
const AGAIN = [1, 5, 15, 60, 180, 360, 720] as const;

type Row = {
  readonly org: string;
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly calendar_method: CalendarPart['method'] | null;
  readonly calendar: string | null;
  readonly attempts: number;
};

/**
 * Sends what waits. Any number of processes may do so: each takes mails that no other holds, and lets go of the database while the
 * mail server answers. A mail that was sent in the moment of a crash is sent again under the same Message-ID.
 */
export const mailer = ({ pool, url, from, key, repeat, log }: Options): { readonly stop: () => Promise<void> } => {
  let transport: Promise<Transporter> | null = null;

  const open = (): Promise<Transporter> =>
    (transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({ url, pool: true, maxConnections: 2, connectionTimeout: 20_000, socketTimeout: 60_000 }, { from }),
    ));

  const take = async (): Promise<readonly Row[]> => {
    const { rows } = await pool.query<Row>({
      name: 'mails-take',
      text: `update mails m set next_at = proceed_now() + interval '${LEASE}', attempts = m.attempts + 1
             from (select org, id from mails where status = 'waiting' and next_at <= proceed_now() order by next_at limit ${AT_ONCE} for update skip locked) w
             where m.org = w.org and m.id = w.id returning m.org, m.id, m.recipient, m.subject, m.body, m.calendar_method, m.calendar, m.attempts`,
    });
    return rows;
  };

  const sendOne = async (row: Row): Promise<void> => {
    try {
      const text = unseal(key, row.body);
      const calendar = row.calendar === null ? '' : unseal(key, row.calendar);
      if (text === null || calendar === null) throw new Error('it was sealed with another secret key');
      const host = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
      await (
        await open()
      ).sendMail({
        to: row.recipient,
        subject: row.subject,
        text,
        messageId: `<${row.id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(row.calendar_method !== null && {
          icalEvent: { method: row.calendar_method, content: calendar, filename: 'invitation.ics' },
        }),
      });
      await pool.query({
        name: 'mail-sent',
        text: `update mails set status = 'sent', sent_at = proceed_now(), next_at = null, error = null, body = case when secret then '' else body end, calendar = case when secret then '' else calendar end where org = $1 and id = $2`,
        values: [row.org, row.id],
      });
    } catch (error) {
      const minutes = AGAIN[row.attempts - 1];
      const words = error instanceof Error ? error.message : String(error);
      log.error({ mail: row.id, attempt: row.attempts }, `a mail could not be sent: ${words}`);
      await pool.query({
        name: 'mail-failed',
        text: `update mails set error = $3, status = case when $4::int is null then 'failed' else 'waiting' end, next_at = proceed_now() + make_interval(mins => $4::int)
               where org = $1 and id = $2`,
        values: [row.org, row.id, words.slice(0, 500), minutes ?? null],
      });
    }
  };

  const { stop } = repeat(async () => {
    // The database may be away for a while.
    const rows = await take().catch(() => []);
    await Promise.all(
      rows.map((row) =>
        sendOne(row).catch((error: unknown) => log.error({ err: error, mail: row.id }, 'a mail could not be noted')),
      ),
    );
    return rows.length === AT_ONCE;
  });

  return {
    stop: async () => {
      await stop();
      (await transport)?.close();
    },
  };
};
