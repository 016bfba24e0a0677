import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { spaceName } from '#practices/spaces';
import { answer, iso, line, route, uuid, type Services } from '#server/route.ts';
import { mayWrite, spaceOf } from '../addresses.ts';
import { gitAddress } from './fetching.ts';
import type { Imports } from './imports.ts';
import type { ImportState, Options } from './job/job.ts';
import type { JobRow } from './job/jobs.ts';
import { MOST_BYTES } from './packing.ts';
import { Report } from './report.ts';

interface ImportServices extends Services {
  readonly imports: Imports;
}

const STATES = [
  'uploading',
  'fetching',
  'reading',
  'comparing',
  'writing',
  'undoing',
  'done',
  'cancelled',
  'failed',
] as const satisfies readonly ImportState[];

const shown = z.object({
  id: uuid,
  source: z.string(),
  space: uuid.nullable(),
  prune: z.boolean().describe('Pages that an earlier import brought and the source has no more are archived'),
  state: z.enum(STATES),
  cancelled: z.boolean().describe('Somebody asked to stop; what was written is being taken back'),
  progress: z.object({
    done: z.int(),
    total: z.int().describe('0: nobody knows yet'),
    at: z.string().describe('The file that it is at'),
  }),
  report: Report.nullable().describe('When it has ended'),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const present = ({
  id,
  source,
  space,
  options: { prune },
  state,
  cancelled,
  progress,
  report,
  createdAt,
  updatedAt,
}: JobRow): z.output<typeof shown> => ({
  id,
  source,
  space,
  prune,
  state,
  cancelled,
  progress,
  report: ENDED.has(state) ? report : null,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
});

const ENDED: ReadonlySet<ImportState> = new Set(['done', 'cancelled', 'failed'] as const);

/** Bytes of one part at most. */
const MOST_PART = 4 * 1024 * 1024;
const MOST_OPEN = 3;

const params = z.strictObject({ id: uuid });
const NO_IMPORT = refuse('not-found', 'There is no such import of yours.');
const shared = { tag: 'handbook', who: 'member' } as const;

export const importRoutes = [
  route({
    ...shared,
    method: 'POST',
    path: '/api/imports/handbook',
    name: 'handbook.import',
    summary: 'Begin to import a handbook: an archive, or a git repository',
    description: `An archive (zip) is sent afterwards in parts of at most ${MOST_PART.toLocaleString('en')} bytes, ${MOST_BYTES.toLocaleString('en')} in all, and then read with \`PUT …/archive\`. A repository is fetched at once; a token before its name (\`https://TOKEN@host/…\`) is used and not kept. The same source again changes what has changed, and merges it with what was changed here.`,
    changes: 'import',
    body: z.strictObject({
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('archive'), name: line(200).describe('The file or folder, for people') }),
        z.strictObject({ kind: z.literal('git'), address: z.string().min(1).max(2_000) }),
      ]),
      space: spaceName.nullable().default(null).describe('Null: the whole organization'),
      prune: z.boolean().default(false).describe('Archive pages that an earlier import brought and this source has no more'),
    }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, { directory, imports }: ImportServices) {
      const { org, actor } = principal;
      const house = await directory(org);
      const space = spaceOf(body.space, principal, house);
      if (space.refused) return space;
      if (!mayWrite(space.ok, actor, house))
        return refuse('not-permitted', 'You may read in this space; its contributors import into it.', { field: '/space' });
      const git = body.from.kind === 'git' ? gitAddress(body.from.address, imports.guard) : ok(null);
      if (git.refused) return git.field === '/address' ? { ...git, field: '/from/address' } : git;
      if ((await imports.find({ org, id: fresh }, actor)) === null && (await imports.open(org, actor)) >= MOST_OPEN)
        return refuse('too-many-imports', `${MOST_OPEN} imports of yours are under way. Wait for one, or cancel it.`);
      const options: Options = {
        prune: body.prune,
        ...(git.ok === null ? {} : { address: git.ok.address, secret: git.ok.secret !== null }),
      };
      const job = { org, id: fresh, by: actor, space: space.ok, options };
      if (git.ok !== null) await imports.fetch({ ...job, source: git.ok.address, state: 'fetching' }, git.ok.secret);
      else await imports.begin({ ...job, source: body.from.kind === 'archive' ? body.from.name : '', state: 'uploading' });
      const row = await imports.find({ org, id: fresh }, actor);
      return row === null ? NO_IMPORT : ok({ body: present(row), headers: { location: `/api/imports/handbook/${fresh}` } });
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/imports/handbook/:id/parts/:part',
    name: 'handbook.import-part',
    summary: 'Send a part of the archive, counted from 0',
    changes: 'import',
    params: params.extend({ part: z.coerce.number<number | string>('must be a number from 0').int().min(0).max(10_000) }),
    takesBytes: true,
    limit: MOST_PART,
    reply: z.object({ bytes: z.int() }),
    async act({ params: { id, part }, bytes, principal }, { imports }: ImportServices) {
      const job = { org: principal.org, id };
      if ((await imports.find(job, principal.actor)) === null) return NO_IMPORT;
      const put = await imports.put(job, part, bytes, MOST_BYTES);
      return put
        ? answer({ bytes: bytes.length })
        : refuse('import-closed', `This import takes no more parts, or would be larger than ${MOST_BYTES / 1024 / 1024} MB.`);
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/imports/handbook/:id/archive',
    name: 'handbook.import-read',
    summary: 'All parts are sent: read and import them',
    changes: 'import',
    params,
    body: z.strictObject({ parts: z.int().min(1).max(10_000) }),
    reply: shown,
    async act({ params: { id }, body, principal }, { imports }: ImportServices) {
      const job = { org: principal.org, id };
      const row = await imports.find(job, principal.actor);
      if (row === null) return NO_IMPORT;
      if (row.state === 'uploading' && !(await imports.start(job, body.parts)))
        return refuse('parts-missing', `Of ${body.parts} parts not all have arrived. Send those that are missing.`, {
          field: '/parts',
        });
      const now = await imports.find(job, principal.actor);
      return now === null ? NO_IMPORT : answer(present(now));
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/imports/handbook',
    name: 'handbook.imports',
    summary: 'List your latest imports',
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { imports }: ImportServices) {
      return answer({ items: (await imports.recent(principal.org, principal.actor)).map(present) });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/imports/handbook/:id',
    name: 'handbook.import-state',
    summary: 'See how far an import of yours is, and what came of it',
    params,
    reply: shown,
    async act({ params: { id }, principal }, { imports }: ImportServices) {
      const row = await imports.find({ org: principal.org, id }, principal.actor);
      return row === null ? NO_IMPORT : answer(present(row));
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/imports/handbook/:id/cancellation',
    name: 'handbook.import-cancel',
    summary: 'Cancel an import: what it has written is taken back',
    changes: 'import',
    params,
    reply: shown,
    async act({ params: { id }, principal }, { imports }: ImportServices) {
      const job = { org: principal.org, id };
      if ((await imports.find(job, principal.actor)) === null) return NO_IMPORT;
      await imports.cancel(job);
      const row = await imports.find(job, principal.actor);
      return row === null ? NO_IMPORT : answer(present(row));
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/imports/handbook/:id/report',
    name: 'handbook.import-report',
    summary: 'Take the report of an import away, as Markdown',
    params,
    type: 'text/markdown; charset=utf-8',
    reply: z.string(),
    async act({ params: { id }, principal }, { imports }: ImportServices) {
      const row = await imports.find({ org: principal.org, id }, principal.actor);
      if (row === null || row.report === null || !ENDED.has(row.state)) return NO_IMPORT;
      return ok({
        body: markdownOf(row, row.report),
        headers: { 'content-disposition': 'attachment; filename="import.md"' },
      });
    },
  }),
] as const;

/** A report for people, by reason. */
const markdownOf = ({ source, state, createdAt }: JobRow, report: Report): string => {
  const { pages, files, links, remarks, counts, failed } = report;
  const lines = [`# Import of ${source}`, '', `${iso(createdAt)}, ${state}.`, ''];
  if (failed !== null) lines.push(failed.words, '');
  for (const [what, many] of Object.entries(pages)) if (many > 0) lines.push(`- ${many} pages ${what}`);
  lines.push(`- ${files.created} files, ${links.resolved} of ${links.internal} links within lead to what was imported`, '');
  for (const [code, all] of Map.groupBy(remarks, (remark) => remark.code)) {
    lines.push(`## ${code} (${counts[code] ?? all.length})`, '');
    for (const { path, line: at, words, page } of all)
      lines.push(
        `- \`${path.replaceAll('`', "'")}\`${at === null ? '' : `, line ${at}`}${page === null ? '' : ` (#${page})`}: ${words}`,
      );
    lines.push('');
  }
  return lines.join('\n');
};
