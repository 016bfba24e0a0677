import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { endingAt } from '#kernel/protocol/ending-words.ts';
import { when } from './times.ts';
import { json, shown, wordsOf } from './words.ts';

const AFTER = `
Examples:
  proceed decide "Keep one PostgreSQL per region" --problem "Every region asks for its own." --recommend "One each." --open
  proceed decide --file docs/adr/0012-keep-one-postgresql.md --space platform
  proceed decide "Move the backups" --problem - < why.md

Without --open it is a draft that you alone see. Opened, it proceeds by itself unless somebody blocks it. --file takes a record in MADR or a
like form. The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed.

Exit codes: 0 drafted or opened, 1 the server said no, 2 wrong usage, 3 no server.
`;

interface Options {
  readonly problem?: string;
  readonly recommend?: string;
  readonly file?: string;
  readonly space?: string;
  readonly irreversible?: boolean;
  readonly open?: boolean;
  readonly json?: boolean;
}

interface Text {
  readonly title?: string;
  readonly problem?: string;
  readonly recommendation?: string;
  readonly options?: { readonly title: string; readonly consequences: string }[];
  readonly nextSteps?: string[];
}

/** `proceed decide [TITLE]`. */
export const decideCommand = (): Command => {
  const command = new Command('decide')
    .description('draft a decision, or open one that proceeds unless blocked')
    .argument('[title]', 'in one line; left out: that of --file')
    .option('--problem <words>', 'what has to be decided, in Markdown; - reads it from stdin')
    .option('--recommend <words>', 'what you propose and why, in Markdown; - reads it from stdin')
    .option('--file <decision.md>', 'read all of it from a record')
    .option('--space <slug>', 'where it is decided; left out: the whole organization')
    .option('--irreversible', 'one cannot go back')
    .option('--open', 'ask those whom the protocol names, at once')
    .option('--json', 'one JSON document: the decision as GET /api/decisions/NUMBER answers it')
    .addHelpText('after', AFTER);
  return command.action(async (title: string | undefined, options: Options) => {
    if (options.problem === '-' && options.recommend === '-')
      command.error('error: only one of --problem and --recommend can come from stdin.');
    const file: Text = options.file === undefined ? {} : await textOf(options.file);
    const text = { ...file, ...(title === undefined ? {} : { title }) };
    const named = text.title ?? command.error('error: a decision needs a title: proceed decide "Keep one PostgreSQL per region"');
    const { connect } = await import('./client.ts');
    const server = connect();
    const body = {
      ...text,
      title: named,
      ...(options.problem === undefined ? {} : { problem: await wordsOf(options.problem) }),
      ...(options.recommend === undefined ? {} : { recommendation: await wordsOf(options.recommend) }),
      ...(options.irreversible ? { reversible: false } : {}),
      space: options.space ?? null,
      open: options.open ?? false,
    };
    const { number } = await server.call('POST /api/decisions', { body });
    const [decision, zone] = await Promise.all([
      server.call('GET /api/decisions/:id', { params: { id: number } }),
      server.zone(),
    ]);
    if (options.json) {
      process.stdout.write(json(decision));
      return;
    }
    const { dueAt, proof } = decision;
    const now = Temporal.Now.instant().toString();
    const ends = options.open
      ? `is open. ${dueAt === null ? (proof?.ending ?? '') : endingAt(proof?.ending ?? '', when(dueAt, { now, zone }))}`
      : `is drafted; you alone see it. \`--open\` asks the others`;
    process.stdout.write(shown(`#${number} ${ends}.\n${server.url}/decisions/${number}\n`));
  });
};

/** The parts of a record that a decision has. Throws with its place where it is no record. */
const textOf = async (path: string): Promise<Text> => {
  const { parseRecord } = await import('#practices/decisions');
  const bytes = await readFile(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'this user may not' }[String(code)];
    throw new Error(`${path} cannot be read: ${why ?? (error instanceof Error ? error.message : String(error))}.`);
  });
  const read = parseRecord(basename(path), bytes);
  if (read.refused) throw new Error(`${path}${read.line === undefined ? '' : `:${read.line}`}: ${read.message}`);
  const { title, body, sections } = read.ok;
  const words = (...names: readonly string[]): string =>
    sections
      .filter(({ name }) => names.includes(name))
      .map(({ from, to }) => body.slice(from, to).trim())
      .join('\n\n');
  return {
    title,
    problem: words('problem'),
    recommendation: words('decision', 'consequences'),
    options: linesOf(words('options')).map((line) => ({ title: line.slice(0, 300), consequences: '' })),
    nextSteps: linesOf(words('nextSteps')),
  };
};

/** The items of a list, outermost level. */
const linesOf = (list: string): string[] =>
  list.split('\n').flatMap((line) => {
    const item = /^(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.+)$/.exec(line)?.[1]?.trim();
    return item === undefined || item === '' ? [] : [item];
  });
