import { IMPORT_BATCH, IMPORT_BODY_LIMIT, type DecisionRecord, type ImportedRecord } from './document.ts';

/** A record as the import takes it: what only reading needed is left behind. */
export const toImported = ({
  format: _format,
  addresses: _addresses,
  dateText: _dateText,
  warnings: _warnings,
  ...record
}: DecisionRecord): ImportedRecord => ({
  ...record,
  sections: [...record.sections],
  links: [...record.links],
});

const encoder = new TextEncoder();

/** In batches that the route takes: at most so many records, and so many bytes, each. */
export const batchesOf = (records: readonly ImportedRecord[]): readonly (readonly ImportedRecord[])[] => {
  const batches: ImportedRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const size = encoder.encode(JSON.stringify(record)).length + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length >= IMPORT_BATCH || size > room) {
      batches.push([record]);
      room = IMPORT_BODY_LIMIT / 2 - size;
      continue;
    }
    last.push(record);
    room -= size;
  }
  return batches;
};
