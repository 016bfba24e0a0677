import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { spaceName } from '#practices/spaces';
import {
  answer,
  created,
  cursorOf,
  iso,
  pageOf,
  paging,
  inCursor,
  readCursor,
  route,
  uuid,
  type Principal,
  type Services,
} from '#server/route.ts';
import { spaceOf } from './addresses.ts';
import { addressOf, fileAway, replaceBytes } from './filing.ts';
import { filesOn, standingFile, subjectOf, type FileRow } from './file-queries.ts';
import { fileName, filePath } from './file-name.ts';
import { serve } from './file-serving.ts';
import type { FileState } from './file.ts';

const tag = 'files';
const changes = 'file';
const id = z.strictObject({ id: uuid });

const fileReply = z.object({
  id: uuid,
  name: z.string(),
  address: z.string().describe('Where its bytes are, for whoever may see what it hangs on'),
  type: z.string().describe('Found from the bytes'),
  size: z.number(),
  width: z.number().nullable().describe('Of a picture, in pixels'),
  height: z.number().nullable(),
  on: uuid.nullable().describe('What it hangs on'),
  path: z.string().nullable().describe('From the folder of that page: by this its text finds it'),
  author: z.object({ id: uuid, name: z.string() }),
  keptAt: z.string(),
  revisedAt: z.string(),
  version: z.number(),
});

const filedReply = z.object({
  id: uuid,
  version: z.number(),
  name: z.string(),
  address: z.string().describe('For a text: `![words](ADDRESS)`'),
  path: z.string().nullable(),
});

const presentFile = (row: FileRow & { readonly state: Kept }, directory: Directory): z.output<typeof fileReply> => {
  const { state } = row;
  return {
    id: row.id,
    name: state.name,
    address: addressOf(row.id, state.name),
    type: state.mime,
    size: state.size,
    width: state.width,
    height: state.height,
    on: state.on,
    path: state.path,
    author: { id: state.author, name: directory.actors.get(state.author)?.name ?? '' },
    keptAt: iso(state.keptAt),
    revisedAt: iso(state.revisedAt),
    version: row.version,
  };
};

type Kept = Extract<FileState, { readonly status: 'kept' }>;

const NO_FILE = refuse('not-found', 'There is no such file that you can see.');
const NO_SUBJECT = refuse('not-found', 'There is nothing here that you can see.');

const keptFile = async (
  { db }: Pick<Services, 'db'>,
  principal: Principal,
  wanted: string,
): Promise<Result<FileRow & { readonly state: Kept }>> => {
  const row = await standingFile(db, principal, wanted);
  return row?.state.status === 'kept' ? ok({ ...row, state: row.state }) : NO_FILE;
};

const name = z.string().min(1).max(500).describe('What it is called');

export const fileRoutes = [
  route({
    method: 'POST',
    path: '/api/artifacts/:id/files',
    name: 'files.attach',
    summary: 'Attach a file to anything',
    description:
      'The body is its bytes. Of what it is, only the bytes are believed. With a `path` it lies below a page, and its text finds it there: `![dock](images/dock.png)`; where another file lies there, it is numbered.',
    tag,
    who: 'member',
    changes,
    takesBytes: true,
    limit: 'file',
    params: id,
    query: z.strictObject({ name, path: z.string().max(500).optional() }),
    reply: filedReply,
    status: 201,
    async act({ params, query, bytes, principal, fresh }, services) {
      if (!(await subjectOf(services.db, principal, params.id))) return NO_SUBJECT;
      const path = query.path === undefined ? ok(null) : filePath(query.path, '/query/path');
      if (path.refused) return path;
      const filed = await fileAway(services, principal, {
        ...{ id: fresh, bytes, name: query.name, on: params.id, path: path.ok, space: null },
      });
      if (filed.refused) return filed;
      return created(filed.ok, `/api/files/${filed.ok.id}`);
    },
  }),
  route({
    method: 'POST',
    path: '/api/files',
    name: 'files.keep',
    summary: 'Keep a file at a path of a space, or of the whole organization',
    tag,
    who: 'member',
    changes,
    takesBytes: true,
    limit: 'file',
    query: z.strictObject({ path: z.string().min(1).max(500), space: spaceName.optional() }),
    reply: filedReply,
    status: 201,
    async act({ query, bytes, principal, fresh }, services) {
      const path = filePath(query.path, '/query/path');
      if (path.refused) return path;
      const room = spaceOf(query.space ?? null, principal, await services.directory(principal.org));
      if (room.refused) return room;
      const called = path.ok.split('/').at(-1) ?? 'file';
      const filed = await fileAway(services, principal, {
        ...{ id: fresh, bytes, name: called, on: null, path: path.ok, space: room.ok },
      });
      if (filed.refused) return filed;
      return created(filed.ok, `/api/files/${filed.ok.id}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/artifacts/:id/files',
    name: 'files.list',
    summary: 'List what is attached to anything, oldest first',
    tag,
    who: 'member',
    params: id,
    query: z.strictObject(paging),
    reply: pageOf(fileReply),
    async act({ params, query, principal }, { db, directory }) {
      const start = readCursor(query.after, z.tuple([inCursor.ms, uuid]));
      if (start.refused) return start;
      if (!(await subjectOf(db, principal, params.id))) return NO_SUBJECT;
      const [rows, organization] = await Promise.all([
        filesOn(db, principal, params.id, start.ok, query.limit + 1),
        directory(principal.org),
      ]);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({
        items: items.flatMap((row) =>
          row.state.status === 'kept' ? [presentFile({ ...row, state: row.state }, organization)] : [],
        ),
        next: last && rows.length > items.length ? cursorOf([last.at, last.id]) : null,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/files/:id',
    name: 'files.one',
    summary: 'See what a file is',
    tag,
    who: 'member',
    params: id,
    reply: fileReply,
    async act({ params, principal }, services) {
      const row = await keptFile(services, principal, params.id);
      if (row.refused) return row;
      return answer(presentFile(row.ok, await services.directory(principal.org)), row.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/files/:id/content',
    name: 'files.replace',
    summary: 'Put other bytes in the place of a file’s',
    description: 'Its address stays. What it was before is kept, too.',
    tag,
    who: 'member',
    changes,
    takesBytes: true,
    limit: 'file',
    params: id,
    reply: filedReply,
    async act({ params, bytes, principal }, services) {
      const row = await keptFile(services, principal, params.id);
      if (row.refused) return row;
      const filed = await replaceBytes(services, principal, { id: row.ok.id, bytes });
      return filed.refused ? filed : answer(filed.ok, filed.ok.version);
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/files/:id',
    name: 'files.rename',
    summary: 'Give a file another name, or another path',
    description: 'Texts that lead to it still do.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ name: name.optional(), path: z.string().min(1).max(500).optional() }),
    reply: z.object({ version: z.number(), name: z.string() }),
    async act({ params, body, principal }, services) {
      const row = await keptFile(services, principal, params.id);
      if (row.refused) return row;
      const { state } = row.ok;
      const data = { name: body.name ?? state.name, path: body.path ?? state.path };
      const sent = await services.send({ kind: 'file', artifact: row.ok.id, name: 'rename', data, refs: refsOf(state) });
      return sent.refused ? sent : answer({ version: sent.ok.version, name: fileName(data.name) }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/files/:id',
    name: 'files.delete',
    summary: 'Delete a file',
    description: 'Nobody can get its bytes any more.',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: z.object({ version: z.number() }),
    async act({ params, principal }, services) {
      const row = await keptFile(services, principal, params.id);
      if (row.refused) return row;
      const order = { kind: 'file', artifact: row.ok.id, name: 'delete', data: {}, refs: refsOf(row.ok.state) };
      const sent = await services.send(order);
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'GET',
    path: '/files/:id/:name',
    name: 'files.bytes',
    summary: 'Get the bytes of a file',
    description:
      'Pictures inline, everything else as an attachment, in a sandbox. By range, and with an ETag that is theirs. The name is for people: the id says which.',
    tag,
    who: 'member',
    type: 'application/octet-stream',
    params: z.strictObject({ id: uuid, name: z.string().max(1_000) }),
    query: z.strictObject({}),
    reply: z.string(),
    async act({ params, principal, from }, services) {
      const row = await keptFile(services, principal, params.id);
      return row.refused ? row : ok(serve(principal.org, row.ok.state, services.files, from.wants));
    },
  }),
] as const;

const refsOf = ({ on }: Pick<Kept, 'on'>): readonly string[] => (on === null ? [] : [on]);
