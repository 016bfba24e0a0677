import { Readable } from 'node:stream';
import { Command } from 'commander';
import type { TakenFile } from '#server/route.ts';
import { exportFolder, filesIn } from './export-folder.ts';
import { progressLine } from './progress-line.ts';
import { json as written } from './words.ts';

const AFTER = `
Examples:
  proceed export ../northwind
  PROCEED_URL=https://proceed.example.org PROCEED_TOKEN=… proceed export mine
  proceed export ../northwind --everything

The folder is a git repository: the handbook, decisions, requests and discussions as Markdown, attachments, and JSON Lines. Its branch
“handbook-history” has the history of every page. Exported again, the folder gets a commit with what has changed.

An export has what you may see. With --everything, on the server's own machine, it has what anybody may see, every artifact's state and the
whole stream. Passwords, keys and unpublished drafts are in neither.

Exit codes: 0 exported, 1 it could not be, 2 wrong usage, 3 no server or database.
`;

/** `proceed export FOLDER`. */
export const exportCommand = (): Command =>
  new Command('export')
    .description('take everything away, as Markdown and JSON Lines in a git repository')
    .argument('<folder>', 'a new folder, or one of an earlier export')
    .option('--everything', "what anybody may see, and the stream: from the database, on the server's own machine")
    .option('--json', 'one JSON document: { folder, files, changed, commit }')
    .addHelpText('after', AFTER)
    .action(run);

interface Options {
  readonly everything?: boolean;
  readonly json?: boolean;
}

/** What is taken, and how git comes by the handbook's history. */
export interface Source {
  readonly organization: string;
  readonly files: AsyncIterable<TakenFile>;
  readonly handbook: { readonly from: string; readonly env: Readonly<Record<string, string>> };
}

const run = async (where: string, { everything = false, json = false }: Options): Promise<void> => {
  const folder = await exportFolder(where);
  const progress = progressLine(json);
  try {
    const done = everything
      ? await (await import('./export-everything.ts')).everything(folder.incoming, (source) => folder.take(source, progress.show))
      : await folder.take(await asked(), progress.show);
    progress.clear();
    process.stdout.write(
      json
        ? written(done)
        : done.changed
          ? `${done.files.toLocaleString('en')} files in ${done.folder}, commit ${done.commit.slice(0, 10)}.\n`
          : `Nothing has changed since the last export. ${done.files.toLocaleString('en')} files in ${done.folder}.\n`,
    );
  } finally {
    progress.clear();
    await folder.leave();
  }
};

/** From the server, as whoever asks. */
const asked = async (): Promise<Source> => {
  const { connect } = await import('./client.ts');
  const connection = connect();
  const me = await connection.call('GET /api/me');
  const { body } = await connection.take('/api/export');
  if (!body) throw new Error('The server answered with nothing.');
  return {
    organization: me.organization.name,
    files: filesIn(Readable.from(body)),
    handbook: {
      from: `${connection.url}/handbook.git`,
      // Not as an argument, which everybody on this machine could read.
      env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader', GIT_CONFIG_VALUE_0: connection.gitHeader },
    },
  };
};
