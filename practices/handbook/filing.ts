import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Order, Principal, Services } from '#server/route.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { Content } from './file.ts';
import { fileName, numberedPath } from './file-name.ts';
import { filesAt, standingFile } from './file-queries.ts';
import { placeKey } from './page.ts';

type Sending = { readonly send: (order: Order) => Promise<Result<Receipt>> };
type Reader = Pick<Principal, 'org' | 'keys'>;
type Keeping = Pick<Services, 'db' | 'files'> & Sending;

export interface Filing {
  /** Of the new file. */
  readonly id: ArtifactId;
  readonly bytes: Buffer;
  readonly name: string;
  /** What it hangs on; null: its space’s. */
  readonly on: ArtifactId | null;
  /** From the folder of that page, or of the space; null: it has none. Where something else is there already, it is numbered. */
  readonly path: string | null;
  /** Of what hangs on nothing; null: the whole organization’s. */
  readonly space: SpaceId | null;
  /** Tells the commands of one request apart. */
  readonly part?: string;
}

export interface Filed {
  readonly id: ArtifactId;
  readonly name: string;
  readonly path: string | null;
  /** `/files/ID/NAME` */
  readonly address: string;
  readonly version: number;
}

const MOST_TRIES = 200;

/** A new file with its bytes, from wherever they come: a browser, an import, a push. */
export const fileAway = async (services: Keeping, principal: Reader, filing: Filing): Promise<Result<Filed>> => {
  const { id, on, part, space } = filing;
  const content = await kept(services, principal, filing.bytes);
  if (content.refused) return content;
  const path = filing.path === null ? null : await freePath(services, principal, filing, filing.path);
  const name = fileName(filing.name);
  const sent = await services.send({
    ...{ kind: 'file', artifact: id, name: 'keep', data: { ...content.ok, name, on, path, space } },
    refs: on === null ? [] : [on],
    ...(part === undefined ? {} : { part }),
  });
  return sent.refused ? sent : ok({ id, name, path, address: addressOf(id, name), version: sent.ok.version });
};

/** Other bytes for a file that is there. The same again change nothing. */
export const replaceBytes = async (
  services: Keeping,
  principal: Reader,
  { id, bytes, part }: Pick<Filing, 'id' | 'bytes' | 'part'>,
): Promise<Result<Filed>> => {
  const known = await standingFile(services.db, principal, id);
  if (!known) return refuse('not-found', 'There is no such file that you can see.');
  const content = await kept(services, principal, bytes);
  if (content.refused) return content;
  const { on, name, path } = known.state;
  const sent = await services.send({
    ...{ kind: 'file', artifact: id, name: 'replace', data: content.ok },
    refs: on === null ? [] : [on],
    ...(part === undefined ? {} : { part }),
  });
  return sent.refused ? sent : ok({ id, name, path, address: addressOf(id, name), version: sent.ok.version });
};

const kept = async ({ files }: Keeping, { org }: Reader, bytes: Buffer): Promise<Result<Content>> => {
  const fault = bytesFault(files, bytes);
  if (fault) return fault;
  const { type: mime, ...rest } = await files.keep(org, bytes);
  return ok({ ...rest, mime });
};

/** Why these bytes are no file; null: they may be one. */
export const bytesFault = ({ most }: Pick<Services['files'], 'most'>, bytes: Buffer): Refusal | null => {
  if (bytes.length === 0) return refuse('empty', 'This file is empty. Nothing was written.');
  return bytes.length > most ? tooLarge(most) : null;
};

export const addressOf = (id: ArtifactId, name: string): string => `/files/${id}/${encodeURIComponent(name)}`;

const tooLarge = (most: number) => {
  const size = `at most ${Math.floor(most / 1024 / 1024)} MB`;
  return refuse('body-too-large', `This file is larger than files may be here (${size}). Nothing was written.`, {
    accepted: size,
  });
};

/** A path that no page or file has. A race may still give two files one path: texts then find the older one. */
const freePath = async (
  { db }: Keeping,
  principal: Reader,
  { id: self, on, space: room }: Filing,
  path: string,
): Promise<string> => {
  const space = on === null ? room : ((await spaceOf(db, principal, on)) ?? null);
  const paths = Array.from({ length: MOST_TRIES }, (_, index) => numberedPath(path, index + 1));
  const keyOf = (one: string): string => placeKey({ space, under: on, name: one });
  const taken = new Set(
    (await filesAt(db, principal, paths.map(keyOf))).flatMap(({ id, place }) => (id === self ? [] : [place])),
  );
  return paths.find((one) => !taken.has(keyOf(one))) ?? path;
};

const spaceOf = async (db: Services['db'], { org, keys }: Reader, id: ArtifactId): Promise<string | null> => {
  const [row] = await db.rows<{ space: string | null }>({
    name: 'handbook.space-of',
    text: `select space from artifacts where org = $1 and id = $3 and audience && $2::text[]`,
    values: [org, keys, id],
    byKey: true,
  });
  return row?.space ?? null;
};
