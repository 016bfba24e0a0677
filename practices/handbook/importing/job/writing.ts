import { nameId } from '#practices/protocols';
import type { Send } from '#kernel/stream/commands.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import type { Pool, Queryable } from '#store/connection.ts';
import type { Db, Order, Principal, Services } from '#server/route.ts';
import { fileAway, replaceBytes } from '../../filing.ts';
import { standingFile } from '../../file-queries.ts';
import { merge } from '../../merge.ts';
import { aboveOf } from '../../place-queries.ts';
import { standingPage, textAt, type PageRow } from '../../page-queries.ts';
import { textFor } from '../../publishing.ts';
import { readText } from '../../text.ts';
import type { Report } from '../report.ts';
import { sentenceOf, type RemarkCode } from '../reading/remarks.ts';
import { homeOf, LONGEST_HREF, targetsOf } from './comparing.ts';
import type { Done, Intent, Job, Planned, PlannedAttachment, Progress } from './job.ts';

export interface Writing {
  readonly pool: Pool;
  readonly db: Db;
  readonly send: Send;
  readonly files: Services['files'];
  directory(org: string): ReturnType<Services['directory']>;
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
type PageItem = ItemOf<'page', Planned>;
type FileItem = ItemOf<'file', PlannedAttachment>;
type GoneItem = ItemOf<'gone', Pick<Planned, 'source'>>;
type Item = PageItem | FileItem | GoneItem;

interface Written extends Done {
  readonly remarks?: readonly { readonly code: RemarkCode; readonly detail: string; readonly line?: number }[];
}

const AT_ONCE = 128;
const FILES_AT_ONCE = 4;

/**
 * Does what was decided, those above before those below, in batches. Every command's id follows from the import and the item, so that
 * whoever goes on after a crash sends the same commands, and each takes effect once. False: it was stopped.
 */
export const write = async (writing: Writing): Promise<boolean> => {
  const { pool, job } = writing;
  const targets = await targetsOf(pool, job);
  await reconcile(writing, false);
  const { rows: counts } = await pool.query<{ total: number; left: number }>({
    name: 'import-left',
    text: `select count(*)::int as total, count(*) filter (where done is null)::int as left from import_items where org = $1 and import = $2`,
    values: [job.org, job.id],
  });
  const total = counts[0]?.total ?? 0;
  let done = total - (counts[0]?.left ?? 0);
  for (;;) {
    if (writing.stopped()) return false;
    const items = await nextItems(pool, job);
    const [first] = items;
    if (first === undefined) return true;
    writing.progress({ done, total, at: first.planned.source });
    const outcomes = await Promise.all(items.map((item) => writeOne(item, targets, writing)));
    await mark(
      pool,
      job,
      items.map((item, index) => ({ seq: item.seq, done: outcomes[index] })),
    );
    done += items.length;
  }
};

/** Of one level, so that nothing is sent before what stands above it. */
const nextItems = async (pool: Pool, { org, id }: Job): Promise<readonly Item[]> => {
  const { rows } = await pool.query<Item>({
    name: 'import-next',
    text: `select seq, kind, key, depth, target, planned, links, body, intent from import_items
           where org = $1 and import = $2 and done is null
             and depth = (select min(depth) from import_items where org = $1 and import = $2 and done is null)
           order by seq limit ${AT_ONCE}`,
    values: [org, id],
  });
  // Of files, few at a time: each is held whole.
  return rows[0]?.kind === 'file' ? rows.slice(0, FILES_AT_ONCE) : rows;
};

const mark = async (
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

const commandId = (job: Job, seq: number, step: string): string => nameId('import', job.org, job.id, seq, step);

const order = (
  { job, send }: Pick<Writing, 'job' | 'send'>,
  seq: number,
  step: string,
  { kind, artifact, name, data, refs = [] }: Order,
): ReturnType<Send> => send({ id: commandId(job, seq, step), org: job.org, by: job.by, kind, artifact, name, data, refs });

const writeOne = async (item: Item, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { intent } = item;
  if (item.kind === 'gone') return leave(item, writing);
  if (intent.outcome === 'refused')
    return refused(refuse('not-found', 'A page stands here that you cannot see, so it stays as it is.'));
  if (item.kind === 'file') return writeFile(item, targets, writing);
  if (intent.text === 'create') return create(item, targets, writing);
  if (intent.outcome === 'kept')
    return { ...NOTHING, outcome: 'kept', remarks: [{ code: 'refused', detail: 'The page is archived here, and stays so.' }] };
  return change(item, targets, writing);
};

const NOTHING = { number: 0, revision: 0, wrote: false, moved: false, asSource: false } as const;

const refused = ({ message }: Refusal): Written => ({
  ...NOTHING,
  outcome: 'refused',
  remarks: [{ code: 'refused', detail: message }],
});

const reasonOf = ({ source }: Job): string => `Imported from ${source}`.slice(0, 500);

const linksOf = ({ links }: PageItem, targets: ReadonlyMap<string, ArtifactId>): Readonly<Record<string, ArtifactId>> =>
  Object.fromEntries(
    Object.entries(links).flatMap(([href, key]) => {
      const target = targets.get(key);
      return target === undefined || href.length > LONGEST_HREF ? [] : [[href, target]];
    }),
  );

const create = async (item: PageItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { intent, planned, body, seq, target } = item;
  if (intent.place === null) return refused(refuse('not-found', ''));
  const place = { space: writing.job.space, ...intent.place };
  const text = await textOf(item, body ?? '', place, targets, writing);
  const sent = await order(writing, seq, 'create', {
    kind: 'page',
    artifact: target,
    name: 'create',
    data: {
      ...place,
      ...text,
      language: text.language ?? planned.language,
      only: null,
      owners: [],
      reason: reasonOf(writing.job),
      from: writing.job.id,
      formerly: formerlyOf(planned),
    },
    refs: place.under === null ? [] : [place.under],
  });
  return sent.refused
    ? refused(sent)
    : { outcome: 'created', number: sent.ok.number, revision: 1, wrote: true, moved: false, asSource: true };
};

/** Paths under which it was found there, without endings. */
const formerlyOf = ({ formerly }: Planned): readonly string[] =>
  [...new Set(formerly.map((path) => path.replace(/\.(?:md|mdx|markdown)$/i, '').normalize('NFC')))]
    .filter((path) => path !== '' && path.length <= 500)
    .slice(0, 20);

const writeFile = async (item: FileItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { pool, job, db, files, importer } = writing;
  const { seq, target, intent, planned } = item;
  if (intent.text === 'keep') return { ...NOTHING, outcome: intent.outcome, asSource: true };
  const { rows } = await pool.query<{ bytes: Buffer }>({
    name: 'import-bytes',
    text: 'select bytes from import_items where org = $1 and import = $2 and seq = $3',
    values: [job.org, job.id, seq],
  });
  const bytes = rows[0]?.bytes ?? Buffer.alloc(0);
  const services = { db, files, send: (command: Order) => order(writing, seq, 'file', command) };
  const { name, path, under } = planned;
  const on = under === null ? null : (targets.get(under) ?? null);
  const sent =
    intent.text === 'replace'
      ? await replaceBytes(services, importer, { id: target, bytes })
      : await fileAway(services, importer, { id: target, bytes, name, path, on, space: job.space });
  return sent.refused ? refused(sent) : { ...NOTHING, outcome: intent.outcome, wrote: true, asSource: true };
};

/** What the text says, with the links that the source knows; only those that it does not know are looked up here. */
const textOf = async (
  item: PageItem,
  body: string,
  place: Parameters<typeof textFor>[2]['place'],
  targets: ReadonlyMap<string, ArtifactId>,
  { db, directory, importer }: Writing,
) => {
  const links = linksOf(item, targets);
  const { title, language, addresses } = readText(body, place.name);
  if (addresses.every(({ href }) => links[href] !== undefined)) return { body, title, language, links, broken: [] };
  const text = await textFor({ db, directory }, importer, { place, self: item.target, known: links }, body);
  return { ...text, links: { ...links, ...text.links } };
};

const MOST_ATTEMPTS = 4;

const change = async (item: PageItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
  const { job, importer, db } = writing;
  const { intent, seq, target } = item;
  let written: Written = { ...NOTHING, outcome: intent.outcome };
  if (intent.place !== null) {
    const { under } = intent.place;
    const refs = under === null ? [] : [under, ...(await aboveOf(db, importer, under))];
    const page = await standingPage(db, importer, target);
    const sent = await order(writing, seq, 'move', {
      kind: 'page',
      artifact: target,
      name: 'move',
      data: { space: job.space, ...intent.place, title: titleAfter(page, intent.place.name) },
      refs: [...new Set(refs)],
    });
    // Whoever worked on this before may have moved it with other words for its title.
    if (sent.refused && sent.code !== 'idempotency-key-reused') return refused(sent);
    written = { ...written, moved: true };
  }
  for (let attempt = 1; ; attempt += 1) {
    const page = await standingPage(db, importer, target);
    if (page === null || page.state.status !== 'published')
      return refused(refuse('gone', 'It was archived or deleted meanwhile.'));
    const { state, number } = page;
    const body = item.body ?? '';
    const same = { ...written, number, revision: state.revision };
    if (intent.text === 'links' || intent.text === 'keep') {
      if (intent.text === 'links') await findLinks(item, page, targets, writing);
      return { ...same, asSource: intent.text === 'links' };
    }
    const base = await lastText(writing, item);
    const merged = base === state.body ? { text: body, conflicts: [] } : base === null ? null : merge(base, state.body, body);
    if (merged === null || merged.conflicts.length > 0)
      return {
        ...same,
        outcome: 'kept',
        remarks: merged?.conflicts
          .slice(0, 20)
          .map(({ line, sent }) => ({ code: 'conflict' as const, line, detail: sent.trim().slice(0, 200) })) ?? [
          { code: 'conflict', detail: 'it was never imported, and says something else' },
        ],
      };
    if (merged.text === state.body) return { ...same, outcome: 'unchanged' };
    const text = await textOf(item, merged.text, state, targets, writing);
    const sent = await order(writing, seq, `revise ${attempt}`, {
      kind: 'page',
      artifact: target,
      name: 'revise',
      data: { ...text, links: { ...state.links, ...text.links }, base: state.revision, reason: reasonOf(job), from: job.id },
    });
    if (!sent.refused) {
      const own = merged.text !== body;
      return {
        ...same,
        outcome: own ? 'merged' : 'changed',
        revision: state.revision + 1,
        wrote: true,
        asSource: !own,
        ...(own ? { remarks: [{ code: 'merged' as const, detail: '' }] } : {}),
      };
    }
    if (sent.code !== 'revision-changed' || attempt >= MOST_ATTEMPTS) return refused(sent);
  }
};

const titleAfter = (page: PageRow | null, name: string): string =>
  page === null || page.state.status === 'deleted' ? name : readText(page.state.body, name).title;

/**
 * What a process did before it died, without saying so: commands are found by their ids. `all`: moves count by themselves, too, for they
 * are to be taken back.
 */
const reconcile = async ({ pool, db, job }: Writing, all: boolean): Promise<void> => {
  const { rows: open } = await pool.query<{ seq: number; intent: Intent }>({
    name: 'import-open-items',
    text: 'select seq, intent from import_items where org = $1 and import = $2 and done is null',
    values: [job.org, job.id],
  });
  const steps = open.flatMap(({ seq, intent }) =>
    stepsOf(intent, all).map((step) => ({ seq, step, command: commandId(job, seq, step) })),
  );
  if (steps.length === 0) return;
  const rows = await db.rows<{
    seq: number;
    step: string;
    revision: number | null;
    same: boolean;
    number: number;
    outcome: Done['outcome'];
  }>({
    name: 'import-sent-before',
    text: `select distinct on (x.seq) x.seq, x.step, coalesce((e.body->>'revision')::int, 1) as revision,
             coalesce(e.body->>'body' = coalesce(i.body, ''), false) as same, a.number::int as number, i.intent->>'outcome' as outcome
           from unnest($3::int[], $4::uuid[], $5::text[]) x (seq, command, step)
           cross join lateral (select * from events where org = $1 and command = x.command order by seq desc limit 1) e
           cross join lateral (select * from import_items where org = $1 and import = $2 and seq = x.seq limit 1) i
           join artifacts a on a.org = $1 and a.id = i.target
           order by x.seq, e.version desc`,
    values: [job.org, job.id, steps.map(({ seq }) => seq), steps.map(({ command }) => command), steps.map(({ step }) => step)],
  });
  await mark(
    pool,
    job,
    rows.map(({ seq, step, revision, same, number, outcome }) => ({
      seq,
      done: {
        outcome: step.startsWith('revise') && !same ? 'merged' : outcome,
        number,
        revision: revision ?? 1,
        wrote: step !== 'move',
        moved: step === 'move' || outcome === 'moved',
        asSource: same,
      },
    })),
  );
};

const stepsOf = ({ text, place }: Intent, all: boolean): readonly string[] => [
  ...(text === 'create' || text === 'archive' ? [text] : []),
  ...(text === 'create' || text === 'replace' ? ['file'] : []),
  ...(text === 'revise' ? Array.from({ length: MOST_ATTEMPTS }, (_, index) => `revise ${index + 1}`) : []),
  ...(all && place !== null && text !== 'create' ? ['move'] : []),
];

/** Its text is as before, and what it links to may have come since. */
const findLinks = async (
  item: PageItem,
  { state }: PageRow,
  targets: ReadonlyMap<string, ArtifactId>,
  writing: Writing,
): Promise<void> => {
  if (state.status === 'deleted') return;
  const links = { ...state.links, ...linksOf(item, targets) };
  if (
    Object.keys(links).length === Object.keys(state.links).length &&
    Object.entries(links).every(([href, to]) => state.links[href] === to)
  )
    return;
  const broken = state.broken.filter((href) => links[href] === undefined);
  await order(writing, item.seq, 'links', { kind: 'page', artifact: item.target, name: 'find-links', data: { links, broken } });
};

/** What it said when it came last; null: it never came, or nobody knows any more. */
const lastText = async ({ pool, db, job, importer }: Writing, { key, target }: PageItem): Promise<string | null> => {
  const { rows } = await pool.query<{ base: string | null; revision: number | null }>({
    name: 'import-last-text',
    text: 'select base, revision from import_sources where org = $1 and home = $2 and key = $3 and target = $4',
    values: [job.org, homeOf(job), key, target],
  });
  const [last] = rows;
  if (last === undefined) return null;
  return last.base ?? (last.revision === null ? null : textAt(db, importer, target, last.revision));
};

const leave = async (item: GoneItem, writing: Writing): Promise<Written> => {
  const page = await standingPage(writing.db, writing.importer, item.target);
  if (page === null) return { ...NOTHING, outcome: 'unchanged' };
  if (item.intent.text !== 'archive')
    return { ...NOTHING, number: page.number, outcome: 'vanished', remarks: [{ code: 'vanished', detail: '' }] };
  const sent = await order(writing, item.seq, 'archive', {
    kind: 'page',
    artifact: item.target,
    name: 'archive',
    data: { reason: `No longer in ${writing.job.source}`.slice(0, 500) },
  });
  return sent.refused
    ? refused(sent)
    : { ...NOTHING, number: page.number, wrote: true, outcome: 'archived', remarks: [{ code: 'archived', detail: '' }] };
};

/** What the items came to, in words and numbers. Answers a report that is whole. */
export const conclude = async (pool: Pool, job: Job, report: Report, seconds: number): Promise<Report> => {
  const { rows } = await pool.query<{ kind: string; source: string; done: Written | null }>({
    name: 'import-done',
    text: `select kind, planned->>'source' as source, done from import_items where org = $1 and import = $2 order by seq`,
    values: [job.org, job.id],
  });
  const [pages, files, counts] = [{ ...report.pages }, { ...report.files }, { ...report.counts }];
  const numbers = new Map<string, number>();
  const remarks: Report['remarks'] = [];
  for (const { kind, source, done } of rows) {
    if (done === null) continue;
    if (kind === 'file') files[isOfFile(done.outcome) ? done.outcome : 'unchanged'] += 1;
    else pages[done.outcome] += 1;
    if (done.number > 0) numbers.set(source, done.number);
    for (const { code, detail, line } of done.remarks ?? []) {
      counts[code] = (counts[code] ?? 0) + 1;
      if (remarks.length < MOST_REMARKS)
        remarks.push({ path: source, line: line ?? null, code, detail, words: sentenceOf({ code, detail }), page: null });
    }
  }
  const all = [...remarks, ...report.remarks].map((remark) => ({ ...remark, page: numbers.get(remark.path) ?? null }));
  return { ...report, pages, files, counts, remarks: all, seconds };
};

const isOfFile = (outcome: Written['outcome']): outcome is 'created' | 'changed' | 'refused' =>
  ['created', 'changed', 'refused'].includes(outcome);

const MOST_REMARKS = 2_000;

/** Writes down what came, for the next time. */
export const remember = async (pool: Queryable, job: Job): Promise<void> => {
  await pool.query({
    name: 'import-remember',
    text: `insert into import_sources (org, home, key, kind, target, import, source, hash, revision, base, placed)
           select i.org, $3, i.key, i.kind, i.target, i.import, i.planned->>'source', md5(coalesce(i.body, '')),
             case when (i.done->>'asSource')::boolean then (i.done->>'revision')::int end,
             case when not (i.done->>'asSource')::boolean then i.body end,
             jsonb_build_object('under', i.planned->'under', 'name', i.planned->'name', 'file', i.planned->'file', 'order', i.planned->'order')
           from import_items i
           where i.org = $1 and i.import = $2 and i.kind in ('page', 'file') and i.done->>'outcome' in ('created', 'changed', 'moved', 'merged', 'unchanged', 'kept')
           on conflict (org, home, key) do update set kind = excluded.kind, target = excluded.target, import = excluded.import, source = excluded.source,
             hash = excluded.hash, revision = excluded.revision, base = excluded.base, placed = excluded.placed`,
    values: [job.org, job.id, homeOf(job)],
  });
  // Still of this source, for the next time that somebody asks to archive what it has no more.
  await pool.query({
    name: 'import-remember-vanished',
    text: `update import_sources set import = $2 where org = $1 and home = $3 and key = any(array(
             select key from import_items where org = $1 and import = $2 and kind = 'gone' and done->>'outcome' = 'vanished'))`,
    values: [job.org, job.id, homeOf(job)],
  });
  await pool.query({
    name: 'import-forget-archived',
    text: `delete from import_sources where org = $1 and home = $3 and key = any(array(
             select key from import_items where org = $1 and import = $2 and kind = 'gone' and done->>'outcome' = 'archived'))`,
    values: [job.org, job.id, homeOf(job)],
  });
};

/**
 * Takes back what this import did, those below before those above. What somebody has changed since is theirs: it stays, and is told.
 */
export const undo = async (writing: Writing): Promise<void> => {
  const { pool, job } = writing;
  await reconcile(writing, true);
  for (;;) {
    const { rows } = await pool.query<(PageItem | FileItem) & { readonly done: Written }>({
      name: 'import-undo-next',
      text: `select seq, kind, key, depth, target, planned, links, null as body, intent, done from import_items
             where org = $1 and import = $2 and (done->>'wrote' = 'true' or done->>'moved' = 'true')
               and depth = (select max(depth) from import_items where org = $1 and import = $2 and (done->>'wrote' = 'true' or done->>'moved' = 'true'))
             order by seq desc limit ${AT_ONCE}`,
      values: [job.org, job.id],
    });
    if (rows.length === 0) return;
    writing.progress({ done: 0, total: 0, at: rows[0]?.planned.source ?? '' });
    const left = await Promise.all(rows.map((item) => undoOne(item, writing)));
    await mark(
      pool,
      job,
      rows.map(({ seq, done }, index) => ({
        seq,
        done: {
          ...done,
          wrote: false,
          moved: false,
          remarks: left[index] == null ? [] : [{ code: 'refused', detail: left[index] }],
        },
      })),
    );
  }
};

/** Why it was left as it is; null: it is as it was before. */
const undoOne = async (item: (PageItem | FileItem) & { readonly done: Written }, writing: Writing): Promise<string | null> => {
  const { db, importer, job } = writing;
  const { target, seq, done, intent } = item;
  const reason = 'The import was cancelled';
  if (item.kind === 'file') return undoFile(item, writing);
  const page = await standingPage(db, importer, target);
  if (page === null || page.state.status === 'deleted') return null;
  const send = async (name: string, data: object, refs: readonly string[] = []): Promise<string | null> => {
    const sent = await order(writing, seq, `undo ${name}`, { kind: 'page', artifact: target, name, data, refs });
    return sent.refused ? sent.message : null;
  };
  if (done.outcome === 'archived') return send('unarchive', {});
  if (done.outcome === 'created')
    return page.state.revision > done.revision
      ? 'Somebody has written on this page since it was imported; it stays.'
      : send('delete', { reason });
  if (done.moved && intent.was !== null) {
    const { under } = intent.was;
    const refs = under === null ? [] : [under, ...(await aboveOf(db, importer, under))];
    const failed = await send('move', { space: job.space, ...intent.was, title: titleAfter(page, intent.was.name) }, [
      ...new Set(refs),
    ]);
    if (failed !== null) return failed;
  }
  if (!done.wrote) return null;
  if (page.state.revision > done.revision) return 'Somebody has written on this page since it was imported; its text stays.';
  const before = await textAt(db, importer, target, done.revision - 1);
  if (before === null) return null;
  const text = await textFor(writing, importer, { place: page.state, self: target, known: page.state.links }, before);
  return send('revise', { ...text, base: page.state.revision, reason, from: job.id });
};

const undoFile = async (
  { target, seq, done, intent }: FileItem & { readonly done: Written },
  writing: Writing,
): Promise<string | null> => {
  const known = await standingFile(writing.db, writing.importer, target);
  if (known === null || known.state.status === 'deleted') return null;
  const refs = known.state.on === null ? [] : [known.state.on];
  const back =
    done.outcome === 'created'
      ? { name: 'delete', data: {} }
      : intent.content === undefined
        ? null
        : { name: 'replace', data: intent.content };
  if (back === null) return null;
  const sent = await order(writing, seq, `undo ${back.name}`, { kind: 'file', artifact: target, ...back, refs });
  return sent.refused ? sent.message : null;
};
