import type { Send } from '#kernel/stream/commands.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Refusal } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';
import type { Db, Order, Principal, Services } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { PageRow } from '../../page-queries.ts';
import { readText } from '../../text.ts';
import type { RemarkCode } from '../reading/remarks.ts';
import type { Done, Intent, Job, Planned, PlannedAttachment, Progress } from './job.ts';

export interface Writing {
  readonly pool: Pool;
  readonly db: Db;
  readonly send: Send;
  readonly files: Services['files'];
  directory(org: string): ReturnType<Services['directory']>;
  readonly address: Services['address'];
  readonly job: Job;
  readonly importer: Principal;
  progress(progress: Progress): void;
  /** Asked between two batches. */
  stopped(): boolean;
}

interface ItemOf<Kind extends string, P> {
  readonly seq: number;
  readonly kind: Kind;
  readonly key: string;
  readonly depth: number;
  readonly target: ArtifactId;
  readonly planned: P;
  readonly links: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly intent: Intent;
}
export type PageItem = ItemOf<'page', Planned>;
export type FileItem = ItemOf<'file', PlannedAttachment>;
export type GoneItem = ItemOf<'gone', Pick<Planned, 'source'>>;
export type Item = PageItem | FileItem | GoneItem;

export interface Written extends Done {
  readonly remarks?: readonly { readonly code: RemarkCode; readonly detail: string; readonly line?: number }[];
}

export const mark = async (
  pool: Pool,
  { org, id }: Job,
  done: readonly { readonly seq: number; readonly done: Written | undefined }[],
): Promise<void> => {
  await pool.query({
    name: 'import-mark',
    text: `update import_items i set done = x.done from jsonb_to_recordset($3) as x (seq int, done jsonb)
           where i.org = $1 and i.import = $2 and i.seq = x.seq`,
    values: [org, id, JSON.stringify(done)],
  });
};

export const commandId = (job: Job, seq: number, step: string): string => nameId('import', job.org, job.id, seq, step);

export const order = (
  { job, send }: Pick<Writing, 'job' | 'send'>,
  seq: number,
  step: string,
  { kind, artifact, name, data, refs = [] }: Order,
): ReturnType<Send> => send({ id: commandId(job, seq, step), org: job.org, by: job.by, kind, artifact, name, data, refs });

export const NOTHING = { number: 0, revision: 0, wrote: false, moved: false, asSource: false } as const;

export const refused = ({ message }: Refusal): Written => ({
  ...NOTHING,
  outcome: 'refused',
  remarks: [{ code: 'refused', detail: message }],
});

export const titleAfter = (page: PageRow | null, name: string): string =>
  page === null || page.state.status === 'deleted' ? name : readText(page.state.body, name).title;
