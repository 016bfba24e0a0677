import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { batchesOf, readFolder, toImported } from '#practices/decisions';
import { benchImportHandbook } from './import-handbook.ts';
import { found, post, type Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const SHARED = join(import.meta.dirname, '..', '..', 'shared', 'data');
const FIXTURES = join(import.meta.dirname, '..', 'practices', 'decisions', 'records', 'fixtures');
const ROUNDS = 5;

/** Folders of records: real ones where they lie beside the clone, and the fixtures everywhere. `most`: seconds. */
const FOLDERS = [
  { name: '639 RFCs', path: join(SHARED, 'decisions-rust-rfcs', 'text'), most: 5 },
  { name: '38 records of adr-tools', path: join(SHARED, 'decisions-adr-govuk', 'docs'), most: 2 },
  { name: 'the fixtures', path: join(FIXTURES, 'northwind'), most: 2 },
] as const;

/**
 * How long reading a folder of decision records takes, the start of its thread included: what `proceed import` does before it sends; and how long a handbook
 * takes from the first byte to the last page.
 */
export const benchImport = async (stage: Stage): Promise<readonly Measured[]> => {
  const figures: Measured[] = [];
  for (const { name, path, most } of FOLDERS) {
    if (!existsSync(path)) continue;
    const seconds: number[] = [];
    let [records, bytes] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const read = await readFolder(path);
      seconds.push((performance.now() - started) / 1000);
      if (read.refused) throw new Error(read.message);
      records = read.ok.records.length;
      bytes = read.ok.records.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    }
    const took = median(seconds);
    figures.push(
      { bench: 'import', what: `${name}: reading`, value: took, unit: 's', limit: { at: 'most', value: most, of: 'value' } },
      { bench: 'import', what: `${name}: records`, value: records / took, unit: '/s' },
      { bench: 'import', what: `${name}: text`, value: bytes / took / 1e6, unit: 'MB/s' },
    );
  }
  return [...figures, ...(await benchImportRecords(stage)), ...(await benchImportHandbook(stage))];
};

/** The same from the first file to the last answer, over HTTP in batches as the terminal sends them. */
const benchImportRecords = async (stage: Stage): Promise<readonly Measured[]> => {
  const [{ name, path }] = FOLDERS;
  if (!existsSync(path)) return [];
  const running = await stage.process('server.ts', await stage.database('records_import'));
  const { authorization } = await found(running.port);
  const figures: Measured[] = [];
  for (const [what, limit] of [
    ['import', { at: 'most', value: 15, of: 'value' }],
    ['the same again', undefined],
  ] as const) {
    const started = performance.now();
    const read = await readFolder(path);
    if (read.refused) throw new Error(read.message);
    for (const records of batchesOf(read.ok.records.map(toImported)))
      await post(running.port, '/api/imports/decisions', authorization, { space: null, records });
    figures.push({
      bench: 'import',
      what: `${name}: ${what}`,
      value: (performance.now() - started) / 1000,
      unit: 's',
      ...(limit && { limit }),
    });
  }
  await running.stop();
  return figures;
};
