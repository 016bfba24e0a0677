import type { RouteMap } from '#web/api/route-map.ts';
import { t } from './strings.ts';

/** A row of the log, and one decision, as the server tells them. */
export type LogItem = RouteMap['GET /api/decisions']['reply']['items'][number];
export type Decision = RouteMap['GET /api/decisions/:id']['reply'];
export type Status = LogItem['status'];

export const STATUSES = [
  'open',
  'accepted',
  'rejected',
  'lapsed',
  'withdrawn',
  'superseded',
  'deprecated',
  'proposed',
  'draft',
] as const satisfies readonly Status[];

/** It was made elsewhere, and never opened here. */
export const isRecord = ({ record, protocol }: Decision): boolean => record !== null && protocol === null;

/** No longer in force, or never was. */
export const isOver = (status: Status): boolean =>
  ['rejected', 'lapsed', 'withdrawn', 'superseded', 'deprecated'].includes(status);

const WORDS = {
  draft: 'Draft',
  open: 'Proposed',
  accepted: 'Accepted',
  rejected: 'Rejected',
  lapsed: 'Lapsed',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
  deprecated: 'Deprecated',
  proposed: 'Proposed',
} as const;

export const statusWord = (status: Status, byDefault = false): string =>
  status === 'accepted' && byDefault ? t('Proceeded') : t(WORDS[status]);
