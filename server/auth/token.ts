import { hash, randomBytes } from 'node:crypto';

/** 256 bits that only their owner knows; the database keeps `tokenHash` of it. */
export const freshToken = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

export const tokenHash = (token: string): string => hash('sha256', token, 'base64url');
