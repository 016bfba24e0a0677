import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const MARK = 'sealed:';

/** [safety] AES-256-GCM with the key that lies outside of the database: a copy of the database alone opens no door. */
export const seal = (key: Buffer, text: string): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return MARK + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
};

/** Null where it was sealed with another key, or was changed. */
export const unseal = (key: Buffer, text: string): string | null => {
  if (!text.startsWith(MARK)) return text;
  try {
    const bytes = Buffer.from(text.slice(MARK.length), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
};
