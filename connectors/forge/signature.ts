import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Headers } from '#practices/changes';

/** [safety] Over the bytes as they came, and compared in a time that tells nothing. `given`: hexadecimal. */
export const isHmac = (given: string, body: Buffer, secret: string): boolean => {
  if (secret === '') return false;
  return isSame(Buffer.from(given, 'hex'), createHmac('sha256', secret).update(body).digest());
};

export const isSame = (given: Buffer, right: Buffer): boolean => given.length === right.length && timingSafeEqual(given, right);

export const headerOf = (headers: Headers, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};
