import { hash } from 'node:crypto';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { CommandId } from '#kernel/stream/event.ts';

const MOST_CHARACTERS = 200;

/**
 * The id of a command from its sender's own key: a name-based UUID over who sends and what they call it, so that one person's key
 * can never meet another's. A key that is a UUID of version 7 keeps its time in front, which keeps the database's indexes short.
 */
export const commandIdOf = (who: string, key: unknown): Result<CommandId> => {
  if (key === undefined || key === '')
    return refuse(
      'idempotency-key-required',
      'A write needs an Idempotency-Key, so that a retry takes effect once. Nothing was written.',
      {
        field: '/header/idempotency-key',
        accepted: 'a fresh UUID for each thing that you do',
      },
    );
  if (typeof key !== 'string' || key.length > MOST_CHARACTERS || !/^[\x21-\x7e]+$/.test(key))
    return refuse('invalid-header', 'This Idempotency-Key cannot be used. Nothing was written.', {
      field: '/header/idempotency-key',
      accepted: `a UUID, or up to ${MOST_CHARACTERS} visible ASCII characters`,
    });
  return ok(uuidOf(`${who} ${key}`, VERSION_7.test(key) ? key.toLowerCase() : null));
};

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** An id that follows from another: the same for a retry. */
export const derivedId = (id: CommandId, part: string): string => uuidOf(`${id} ${part}`, id.charAt(14) === '8' ? id : null);

/** RFC 9562: version 5 (SHA-1 of a name), or 8 (own) with the first 48 bits taken over. */
const uuidOf = (name: string, timeOf: string | null): string => {
  const hex = hash('sha1', name, 'hex');
  const front = timeOf === null ? `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5` : `${timeOf.slice(0, 13)}-8`;
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${front}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
