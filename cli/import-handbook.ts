import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import type { Api } from '#server/routes.ts';
import type { Connection } from './client.ts';
import { EXIT } from './failure.ts';
import { progressLine } from './progress-line.ts';
import { json as written, shown, things } from './words.ts';

const AFTER = `
Examples:
  proceed import handbook ../handbook --space company
  proceed import handbook Export-1f0c.zip
  proceed import handbook https://git.example.org/handbook.git --space company --prune
  proceed import handbook https://TOKEN@git.example.org/handbook.git --json

Reads plain folders of Markdown, GitBook, mdBook, Docusaurus, Hugo, MkDocs, Jekyll, Middleman, VuePress, Nextra, Fumadocs, Mintlify,
Starlight, Eleventy, Docsify, Quarto and Jupyter Book, exports of Notion, Outline, Confluence, Obsidian, Logseq, Dendron, Wiki.js and GitHub’s wikis: tree, titles, links, pictures,
redirects. What could not be kept is told with page and line. Importing again changes what has changed there, and merges it with what was changed here. Ctrl-C takes back what has been written.

A repository is fetched by the server, over http or https. A token before its name is used and kept nowhere.

Exit codes: 0 imported (or all there already), 1 nothing could be imported, 2 wrong usage, 3 no server.
`;

/** `proceed import handbook DIR|ZIP|URL`. */
export const importHandbook = (): Command =>
  new Command('handbook')
    .description('import a handbook of Markdown from a folder, a zip or a git address')
    .argument('<where>', 'a folder, a zip file, or the http address of a git repository')
    .option('--space <slug>', 'the space that keeps it; left out: the whole organization')
    .option('--prune', 'archive pages that an earlier import brought and the source has no more')
    .option('--dry-run', 'read and report; send nothing (folders and zips)')
    .option('--json', 'one JSON document: { state, pages, files, links, counts, remarks, … }')
    .addHelpText('after', AFTER)
    .action(run);

interface Options {
  readonly space?: string;
  readonly prune?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

type State = Api['GET /api/imports/handbook/:id']['reply'];

const run = async (where: string, { space, prune = false, dryRun = false, json = false }: Options): Promise<void> => {
  const isAddress = /^https?:\/\//i.test(where);
  const found = isAddress ? null : await stat(where).catch(() => null);
  if (!isAddress && found === null)
    throw new Error(`There is nothing at ${where}. Give a folder, a zip file, or an address that begins with https://.`);
  if (dryRun) {
    if (isAddress) throw new Error('A dry run reads folders and zip files; the server fetches repositories.');
    return (await import('./read-handbook.ts')).readOnly(where, found?.isDirectory() === true, json);
  }
  const connection = (await import('./client.ts')).connect();
  const progress = progressLine(json);
  const begun = await connection.call('POST /api/imports/handbook', {
    body: {
      from: isAddress ? { kind: 'git', address: where } : { kind: 'archive', name: basename(resolve(where)).slice(0, 200) },
      space: space ?? null,
      prune,
    },
  });
  const { id } = begun;
  let [asked, sent] = [false, false];
  const leave = (): void => {
    // The second time nobody waits for anything.
    if (asked) process.exit(EXIT['no, or something is wrong']);
    asked = true;
    progress.show('Cancelling …');
    void connection.call('PUT /api/imports/handbook/:id/cancellation', { params: { id } }).catch(() => undefined);
  };
  process.on('SIGINT', leave);
  try {
    if (!isAddress) await send(connection, id, where, found?.isDirectory() === true, progress.show, () => asked);
    sent = true;
    const state = await ended(connection, id, progress.show);
    progress.clear();
    const good = state.state === 'done' && !isNothing(state);
    if (json) process.stdout.write(written({ state: state.state, id, ...state.report }));
    else (state.state === 'done' ? process.stdout : process.stderr).write(told(state, connection.url));
    process.exitCode = good ? EXIT.fine : EXIT['no, or something is wrong'];
  } catch (error) {
    progress.clear();
    // What was sent whole goes on where the server is, also when nobody watches.
    if (!asked && !sent)
      await connection.call('PUT /api/imports/handbook/:id/cancellation', { params: { id } }).catch(() => undefined);
    if (sent && error instanceof Error)
      error.message += `\nWhat was sent is imported once the server is back: ${connection.url}/handbook/import?import=${id}`;
    throw error;
  } finally {
    process.off('SIGINT', leave);
  }
};

const send = async (
  { call }: Connection,
  id: string,
  where: string,
  isFolder: boolean,
  show: (line: string) => void,
  stopped: () => boolean,
): Promise<void> => {
  const { MOST_BYTES } = await import('#practices/handbook');
  const parts = isFolder
    ? (await import('./read-handbook.ts')).folderParts(where, (path) => show(`Packing ${path}`))
    : fileParts(where);
  let [part, bytes] = [0, 0];
  for await (const piece of parts) {
    if (stopped()) return;
    bytes += piece.length;
    if (bytes > MOST_BYTES)
      throw new Error(
        `It is larger than an import may be (${MOST_BYTES / 1024 / 1024} MB). Import it in parts; nothing was imported.`,
      );
    show(`Sending ${Math.ceil(bytes / 1024).toLocaleString('en')} kB`);
    await call('PUT /api/imports/handbook/:id/parts/:part', { params: { id, part }, bytes: piece });
    part += 1;
  }
  if (part === 0) throw new Error('There is nothing in it to import.');
  if (!stopped()) await call('PUT /api/imports/handbook/:id/archive', { params: { id }, body: { parts: part } });
};

async function* fileParts(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { PART_BYTES } = await import('#practices/handbook');
  const file = await open(path);
  try {
    for (;;) {
      const piece = new Uint8Array(PART_BYTES);
      let at = 0;
      while (at < PART_BYTES) {
        const { bytesRead } = await file.read(piece, at, PART_BYTES - at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      if (at > 0) yield piece.subarray(0, at);
      if (at < PART_BYTES) return;
    }
  } finally {
    await file.close();
  }
}

const ended = async ({ call }: Connection, id: string, show: (line: string) => void): Promise<State> => {
  const { AWAY, followed } = await import('./following.ts');
  return followed({
    look: () => call('GET /api/imports/handbook/:id', { params: { id } }),
    isOver: ({ state }) => ['done', 'cancelled', 'failed'].includes(state),
    show: (state) => show(state === null ? AWAY : doing(state)),
  });
};

const doing = ({ state, cancelled, progress: { done, total, at } }: State): string => {
  if (cancelled || state === 'undoing') return `Taking back what was written: ${at}`;
  if (state === 'fetching') return `Fetching the repository: ${Math.ceil(done / 1024).toLocaleString('en')} kB`;
  if (state === 'comparing') return 'Comparing with what is here';
  const verb = state === 'writing' ? 'Writing' : 'Reading';
  return total === 0 ? verb : `${verb} ${done} of ${total}: ${at}`;
};

/** There was neither a page nor a file. */
const isNothing = ({ report }: State): boolean =>
  report !== null && [...Object.values(report.pages), ...Object.values(report.files)].every((many) => many === 0);

const told = ({ state, report }: State, url: string): string => {
  if (report === null) return state === 'cancelled' ? 'Cancelled. Nothing was imported.\n' : `${state}.\n`;
  if (report.failed !== null) return `${shown(report.failed.words)}\n`;
  const { pages, files, links } = report;
  if (state === 'cancelled') return `Cancelled. What was written was taken back.\n${remarksOf(report)}`;
  const kinds = [
    [pages.created, 'new'],
    [pages.changed, 'changed'],
    [pages.merged, 'merged with what was written here'],
    [pages.moved, 'moved'],
    [pages.kept, 'left as they are here'],
    [pages.archived, 'archived'],
    [pages.vanished, 'no longer in the source'],
    [pages.refused, 'refused'],
    [pages.unchanged, 'as before'],
  ] as const;
  const counts = kinds.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return [
    ...(report.remarks.length > 0 ? [remarksOf(report)] : []),
    `Pages: ${counts.length === 0 ? 'none' : counts.join(', ')}.`,
    `${things(files.created, 'new file')}; ${links.resolved} of ${things(links.internal, 'link')} lead to what was imported. ${report.seconds} seconds.`,
    `${url}/handbook`,
    '',
  ].join('\n');
};

const MOST_LINES = 10;

export const remarksOf = ({ remarks, counts }: Pick<NonNullable<State['report']>, 'remarks' | 'counts'>): string => {
  const lines: string[] = [];
  for (const [code, all] of Map.groupBy(remarks, (remark) => remark.code)) {
    const many = counts[code] ?? all.length;
    lines.push(`${code} (${many}):`);
    for (const { path, line, words } of all.slice(0, MOST_LINES))
      lines.push(`  ${shown(path)}${line === null ? '' : `:${line}`}: ${shown(words)}`);
    if (many > MOST_LINES) lines.push(`  … and ${many - Math.min(many, MOST_LINES)} more; --json lists them.`);
  }
  return lines.join('\n');
};
