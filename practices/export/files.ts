import { iso, type Db, type Principal, type TakenFile, type Takes } from '#server/route.ts';
import { artifacts, events, states, type Line } from './queries.ts';

type Services = Parameters<Takes>[0];

/** The last file of an export: where it is missing, the export is not whole. */
export const MANIFEST = 'export.json';

const FIRST = '00000000-0000-0000-0000-000000000000';
const AT_ONCE = 500;
/** Bytes of a file of lines, about; what is behind goes into the next, so that an older one stays as it was. */
const LARGE = 8 * 1024 * 1024;

/**
 * All that a reader may see as files; with `whole` also every artifact's state and the stream, which only whoever keeps the installation may
 * have: in it is what people took back.
 */
export const filesOf = (takes: readonly Takes[], whole: boolean) =>
  async function* (services: Services, reader: Principal): AsyncGenerator<TakenFile> {
    const counts = new Map<string, number>();
    const counted = (file: TakenFile): TakenFile => {
      const [folder = ''] = file.path.split('/', 1);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
      return file;
    };
    const { name } = await services.directory(reader.org);
    yield { path: 'README.md', bytes: Buffer.from(readme(name, whole)) };
    for (const take of takes) for await (const file of take(services, reader)) yield counted(file);
    const { db } = services;
    yield* inFiles('artifacts', linesOf(db, reader, whole ? states : artifacts));
    if (whole) yield* inFiles('events', stream(db, reader));
    const manifest = {
      organization: name,
      of: whole ? 'everything' : 'what one may see',
      at: iso(reader.at),
      files: Object.fromEntries(counts),
    };
    yield { path: MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
  };

async function* linesOf(db: Db, reader: Principal, ask: typeof artifacts): AsyncGenerator<Line> {
  for (let after = FIRST; ;) {
    const rows = await ask(db, reader, after, AT_ONCE);
    yield* rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

async function* stream(db: Db, reader: Principal): AsyncGenerator<Line> {
  for (let after: readonly [string, string] = ['0', '0']; ;) {
    const rows = await events(db, reader, after, AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = [last.xid, last.position];
  }
}

/** `events/000001.jsonl`, `events/000002.jsonl`, … */
async function* inFiles(folder: string, lines: AsyncIterable<Line>): AsyncGenerator<TakenFile> {
  let [part, size, number] = [[] as string[], 0, 0];
  const file = (): TakenFile => {
    number += 1;
    const bytes = Buffer.from(part.map((line) => `${line}\n`).join(''));
    [part, size] = [[], 0];
    return { path: `${folder}/${String(number).padStart(6, '0')}.jsonl`, bytes };
  };
  for await (const { json } of lines) {
    part.push(json);
    size += json.length;
    if (size >= LARGE) yield file();
  }
  if (part.length > 0) yield file();
}

const readme = (name: string, whole: boolean): string => `# ${name}

What ${name} keeps in Proceed, ${whole ? 'all of it' : 'as far as the one who exported it may see'}, as files that need no Proceed to be read.

| where | what |
| --- | --- |
| \`handbook/\` | Pages and their files, as published. The branch \`handbook-history\` has their history: a commit for each revision, with its author and reason. |
| \`decisions/\` | Decision records (MADR), with stances, objections and the rule by which each was decided |
| \`requests/\` | Questions and their answers |
| \`discussions/\` | Comments, by what they are about |
| \`attachments/\` | Other files, by what they hang on |
| \`artifacts/\` | JSON Lines: ${whole ? 'every artifact with its state' : 'what lists say of each artifact, person, team and space'} |
${whole ? '| `events/` | JSON Lines: the stream, every event in its order |\n' : ''}| \`export.json\` | When, and how much |

Passwords, keys and unpublished drafts are not in it.
`;
