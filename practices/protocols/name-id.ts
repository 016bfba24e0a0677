import { hash } from 'node:crypto';

/** A UUID of version 8 (RFC 9562) made of words: the same words, the same id. */
export const nameId = (...words: readonly (string | number)[]): string => {
  const hex = hash('sha256', words.join('\u0000'), 'hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
