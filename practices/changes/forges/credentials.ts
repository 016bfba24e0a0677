import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Vendor } from './forge.ts';

/** What opens an API, sealed: a token, or a GitHub App with its key. */
export const credentials = z.union([
  z.strictObject({ token: z.string().trim().min(1).max(1_000) }),
  z.strictObject({
    app: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.]{1,100}$/, 'must be the number or the client id of an App')
      .describe('Its number, or its client id'),
    installation: z.int().positive().exactOptional().describe('Left out: the App is asked where it is installed'),
    key: z.string().min(1).max(10_000).describe('Its private key, as GitHub lets you download it'),
  }),
]);
export type Credentials = z.output<typeof credentials>;

/** Credentials that a vendor could take. [safety] What is wrong with a key says nothing of the key. */
export const readCredentials = (given: Credentials, vendor: Vendor): Result<Credentials> => {
  if ('token' in given) return ok(given);
  if (vendor !== 'github') return refuse('no-apps', 'Only GitHub has Apps. Give a token.', { field: '/app' });
  // As people keep keys in one line.
  const key = given.key.includes('\n') ? given.key : given.key.replaceAll(String.raw`\n`, '\n');
  try {
    if (createPrivateKey(key.trim()).asymmetricKeyType === 'rsa') return ok({ ...given, key: key.trim() });
  } catch {
    // It is told below.
  }
  return refuse('no-private-key', 'This is no private key of an App. Paste the whole file that GitHub let you download.', {
    field: '/key',
    accepted: '-----BEGIN RSA PRIVATE KEY----- …',
  });
};
