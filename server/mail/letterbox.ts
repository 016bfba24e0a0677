import type { Directory } from '#kernel/actors/directory.ts';
import type { Letter } from '#kernel/stream/reaction.ts';
import type { Queryable } from '#store/connection.ts';
import type { QueueMail } from './mails.ts';

/** Puts a letter to an actor into the queue. Teams and agents have no mail; nobody who left, or has not joined yet, gets any. */
export const letterbox =
  (db: Queryable, queueMail: QueueMail, directory: (org: string) => Promise<Directory>) =>
  async ({ org, to, ...letter }: Letter): Promise<void> => {
    const actor = (await directory(org)).actors.get(to);
    if (actor?.status !== 'active' || actor.mail === undefined) return;
    await queueMail(db, { org, to: actor.mail, ...letter, kind: 'notice' });
  };
