import { Command } from 'commander';
import type { ReadFolder } from '#practices/decisions';
import { EXIT } from './failure.ts';
import { importHandbook } from './import-handbook.ts';
import { progressLine } from './progress-line.ts';
import { shown, things } from './words.ts';

const AFTER = `
Examples:
  proceed import decisions docs/adr
  proceed import decisions docs/adr --space platform --dry-run
  proceed import decisions ../billing/docs/adr --space platform --from billing
  PROCEED_URL=https://proceed.example.org PROCEED_TOKEN=… proceed import decisions rfcs/text --json

Reads MADR, adr-tools and Nygard, log4brains and RFCs, in every folder below. A file that is no record is named with the reason, and
the rest is imported. A record's identity is its space and its path in the folder: importing again changes nothing, or what was changed.
Records of several projects with the same paths are kept apart in one space by --from.

Exit codes: 0 imported (or all there already), 1 nothing could be imported, 2 wrong usage, 3 no server.
`;

/** `proceed import decisions DIR` and `proceed import handbook WHERE`. */
export const importCommand = (): Command => {
  const command = new Command('import').description('bring in what was decided and written elsewhere');
  command
    .command('decisions')
    .description('import a folder of decision records (ADRs, RFCs) with their statuses, dates and links')
    .argument('<folder>', 'where the records lie')
    .option('--space <slug>', 'the space that keeps them; left out: the whole organization')
    .option('--from <name>', 'the project that the records come from: keeps its paths apart from those of others')
    .option('--dry-run', 'read and report; send nothing')
    .option('--json', 'one JSON document: { records, created, changed, unchanged, refused, notTaken, kept, warnings, cycles }')
    .addHelpText('after', AFTER)
    .action(run);
  command.addCommand(importHandbook());
  return command;
};

interface Options {
  readonly space?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const run = async (folder: string, { space, from, dryRun = false, json = false }: Options): Promise<void> => {
  const { batchesOf, readFolder, toImported } = await import('#practices/decisions');
  const connection = dryRun ? null : (await import('./client.ts')).connect();
  const leave = new AbortController();
  process.once('SIGINT', () => leave.abort());
  const progress = progressLine(json);
  const read = await readFolder(folder, {
    signal: leave.signal,
    onProgress: ({ done, total, path }) => progress.show(`Reading ${done + 1} of ${total}: ${path}`),
  });
  progress.clear();
  if (read.refused) throw new Error(read.message);
  const found = read.ok;
  const tally: Tally = { created: 0, changed: 0, unchanged: 0, notTaken: [], kept: [] };
  if (!json) process.stdout.write(shown(told(found)));
  try {
    for (const [index, records] of connection === null ? [] : batchesOf(found.records.map(toImported)).entries()) {
      progress.show(`Sending ${count(tally) + 1} to ${count(tally) + records.length} of ${found.records.length}`);
      const reply = await connection?.call('POST /api/imports/decisions', {
        body: { space: space ?? null, ...(from !== undefined && { from }), records: [...records] },
        signal: leave.signal,
      });
      if (reply !== undefined) add(tally, reply.results);
      else throw new Error(`Batch ${index + 1} was not sent.`);
    }
  } catch (error) {
    progress.clear();
    if (count(tally) > 0)
      process.stderr.write(
        `${count(tally)} of ${found.records.length} were sent before this; importing again goes on from there.\n`,
      );
    if (leave.signal.aborted) throw new Error('Left.');
    const homeless = error instanceof Error && 'field' in error && error.field === '/space';
    throw homeless
      ? new Error(
          `${error.message}\n--space takes the slug of a space in which you may contribute; make one on the web if there is none.`,
        )
      : error;
  }
  progress.clear();
  const good = dryRun ? found.records.length > 0 : tally.created + tally.changed + tally.unchanged > 0;
  process.stdout.write(
    json ? `${JSON.stringify(document(found, tally), null, 2)}\n` : shown(`${dryRun ? UNSENT : outcome(found, tally)}\n`),
  );
  process.exitCode = good ? EXIT.fine : EXIT['no, or something is wrong'];
};

interface Tally {
  created: number;
  changed: number;
  unchanged: number;
  notTaken: { readonly path: string; readonly code: string; readonly reason: string }[];
  /** What stays here as it is, whatever its file says, and why. */
  kept: { readonly path: string; readonly code: string; readonly reason: string }[];
}

interface Result {
  readonly key: string;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

const count = ({ created, changed, unchanged, notTaken }: Tally): number => created + changed + unchanged + notTaken.length;

const add = (tally: Tally, results: readonly Result[]): void => {
  for (const { key, outcome: what, code = 'refused', message = '' } of results) {
    if (what === 'refused') tally.notTaken.push({ path: key, code, reason: message });
    else tally[what] += 1;
    if (what === 'unchanged' && message !== '') tally.kept.push({ path: key, code, reason: message });
  }
};

const UNSENT =
  'Nothing was sent. What the server has already was not asked: a file may still be refused for another record of its path, or for one that somebody else imported.';

const MOST_NOTES = 20;

const told = ({ records, refused, cycles }: ReadFolder): string => {
  const lines = [`${things(records.length, 'record')} read.`];
  if (refused.length > 0)
    lines.push(
      `${things(refused.length, 'file')} ${refused.length === 1 ? 'is' : 'are'} no record:`,
      ...refused.map(({ path, line, reason }) => `  ${at(path, line)}: ${reason}`),
    );
  const notes = notesOf(records);
  if (notes.length > 0) {
    lines.push(
      `${things(notes.length, 'note')}:`,
      ...notes.slice(0, MOST_NOTES).map(({ path, line, message }) => `  ${at(path, line)}: ${message}`),
    );
    if (notes.length > MOST_NOTES) lines.push(`  … and ${notes.length - MOST_NOTES} more; --json lists all.`);
  }
  for (const cycle of cycles) lines.push(`These supersede one another in a circle: ${cycle.join(', ')}`);
  return `${lines.join('\n')}\n`;
};

const notesOf = (records: ReadFolder['records']) =>
  records.flatMap(({ key, warnings }) => warnings.map((warning) => ({ path: key, ...warning })));

const at = (path: string, line: number | undefined): string => (line === undefined ? path : `${path}:${line}`);

const outcome = ({ records }: ReadFolder, { created, changed, unchanged, notTaken, kept }: Tally): string => {
  const lines = notTaken.map(({ path, reason }) => `  ${path}: ${reason}`);
  if (lines.length > 0) lines.unshift(`${things(lines.length, 'record')} not taken by the server:`);
  lines.push(...kept.map(({ path, reason }) => `${path}: ${reason}`));
  if (records.length === 0) return 'There was nothing to import.';
  if (created + changed === 0 && unchanged > 0)
    return [
      ...lines,
      `Nothing changed: ${unchanged === records.length ? `all ${unchanged}` : unchanged} are there already.`,
    ].join('\n');
  return [...lines, `Imported: ${created} new, ${changed} changed, ${unchanged} as before.`].join('\n');
};

const document = (
  { records, refused, links, cycles }: ReadFolder,
  { created, changed, unchanged, notTaken, kept }: Tally,
): object => ({
  records: records.length,
  links: links.length,
  created,
  changed,
  unchanged,
  refused,
  notTaken,
  kept,
  warnings: notesOf(records),
  cycles,
});
