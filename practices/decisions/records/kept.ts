import { readDate } from './dates.ts';
import { fieldOf, type Field } from './fields.ts';
import type { ImportedRecord, MadrStatus, RecordStatus } from './document.ts';

/*
 * What the front matter of an export keeps beyond what MADR names, under keys of its own that other programs pass over: `proceed-status`,
 * `opened-at`, `decided-at`, `impact`, `proposed-by`. A value that is no such thing is as good as none.
 */

type Kept = Pick<ImportedRecord, 'openedAt' | 'decidedAt' | 'impact' | 'proposer'>;

/** `date`: as the file says it. Where somebody changed that since, the moment is an older one's. */
export const keptOf = (fields: readonly Field[], date: string | null): Kept => {
  const openedAt = momentOf(fieldOf(fields, 'openedAt'));
  const decidedAt = momentOf(fieldOf(fields, 'decidedAt'));
  const impact = (['low', 'medium', 'high'] as const).find((one) => one === fieldOf(fields, 'impact')?.value.toLowerCase());
  const proposer = fieldOf(fields, 'proposer')?.value.replace(/\s+/g, ' ').slice(0, 200).toWellFormed().trim() ?? '';
  return {
    ...(openedAt !== null && { openedAt }),
    ...(decidedAt !== null && readDate(decidedAt).date === date && { decidedAt }),
    ...(impact !== undefined && { impact }),
    ...(proposer !== '' && { proposer }),
  };
};

/** MADR has one word for what was turned down, lapsed or withdrawn. Where somebody changed the status since, that counts. */
export const keptStatus = (fields: readonly Field[], status: MadrStatus): RecordStatus =>
  status === 'rejected' ? (KEPT.find((one) => one === fieldOf(fields, 'keptStatus')?.value) ?? status) : status;

const KEPT = ['lapsed', 'withdrawn'] as const;

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601 in UTC. */
const momentOf = (field: Field | undefined): string | null => {
  const moment = MOMENT.test(field?.value ?? '') ? Date.parse(field?.value ?? '') : Number.NaN;
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
};
