import type { ArtifactId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import type { Services } from '#server/route.ts';
import { merge } from '../../merge.ts';
import { standingPage, textAt, type PageRow } from '../../page-queries.ts';
import { aboveOf } from '../../place-queries.ts';
import { PROPOSAL_NEEDED } from '../../proposals/asking.ts';
import { proposeText } from '../../proposals/propose.ts';
import { textFor } from '../../publishing.ts';
import { readText } from '../../text.ts';
import { homeOf, LONGEST_HREF } from './comparing.ts';
import { NOTHING, order, refused, titleAfter, type GoneItem, type PageItem, type Writing, type Written } from './items.ts';
import type { Job, Planned } from './job.ts';

const reasonOf = ({ source }: Job): string => `Imported from ${source}`.slice(0, 500);

const linksOf = ({ links }: PageItem, targets: ReadonlyMap<string, ArtifactId>): Readonly<Record<string, ArtifactId>> =>
  Object.fromEntries(
    Object.entries(links).flatMap(([href, key]) => {
      const target = targets.get(key);
      return target === undefined || href.length > LONGEST_HREF ? [] : [[href, target]];
    }),
  );

export const create = async (item: PageItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
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
  if (sent.refused && sent.code === PROPOSAL_NEEDED)
    return proposed({ page: target, title: text.title, base: 0, text: text.body, place }, seq, writing);
  return sent.refused
    ? refused(sent)
    : { outcome: 'created', number: sent.ok.number, revision: 1, wrote: true, moved: false, asSource: true };
};

/** Paths under which it was found there, without endings. */
const formerlyOf = ({ formerly }: Planned): readonly string[] =>
  [...new Set(formerly.map((path) => path.replace(/\.(?:md|mdx|markdown)$/i, '').normalize('NFC')))]
    .filter((path) => path !== '' && path.length <= 500)
    .slice(0, 20);

/**
 * What the text says, with the links that the source knows. Only what may lead out of it is looked up here: numbers, titles, paths from the top
 * and beyond it. What it lacks of its own, nobody else has.
 */
const textOf = async (
  item: PageItem,
  body: string,
  place: Parameters<typeof textFor>[2]['place'],
  targets: ReadonlyMap<string, ArtifactId>,
  { db, directory, address, importer }: Writing,
) => {
  const links = linksOf(item, targets);
  const { title, language, addresses, anchored } = readText(body, place.name, address);
  const open = addresses.filter(({ href }) => own(links, href) === undefined);
  if (open.some(({ href }) => leadsOut(href, item.planned.source))) {
    const text = await textFor({ db, directory, address }, importer, { place, self: item.target, known: links }, body);
    return { ...text, links: { ...links, ...text.links } };
  }
  const lost = new Set(item.planned.broken);
  const asked = [...open, ...anchored].map(({ href }) => href);
  return { body, title, language, links, broken: asked.filter((href) => lost.has(href)) };
};

const leadsOut = (href: string, source: string): boolean =>
  /^(?:[#/]|\[\[|https?:)/.test(href) || (/^(?:\.\.\/)+/.exec(href)?.[0].length ?? 0) / 3 > source.split('/').length - 1;

export const MOST_ATTEMPTS = 4;

export const change = async (item: PageItem, targets: ReadonlyMap<string, ArtifactId>, writing: Writing): Promise<Written> => {
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
    if (sent.code === PROPOSAL_NEEDED)
      return proposed({ page: target, title: text.title, base: state.revision, text: merged.text, place: null }, seq, writing);
    if (sent.code !== 'revision-changed' || attempt >= MOST_ATTEMPTS) return refused(sent);
  }
};

/** A protocol of the space asks for it, or it is one: a decision brings it in, and the report says which. */
const proposed = async (
  text: Omit<Parameters<typeof proposeText>[2], 'reason'>,
  seq: number,
  writing: Writing,
): Promise<Written> => {
  const send: Services['send'] = (one) => order(writing, seq, `propose ${text.base}`, one);
  const done = await proposeText({ send }, writing.importer, { ...text, reason: reasonOf(writing.job) }, undefined);
  return refused(done.refused ? done : refuse(PROPOSAL_NEEDED, `It is not published: #${done.ok.number} proposes it.`));
};

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
    Object.entries(links).every(([href, to]) => own(state.links, href) === to)
  )
    return;
  const broken = state.broken.filter((href) => own(links, href) === undefined);
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

export const leave = async (item: GoneItem, writing: Writing): Promise<Written> => {
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
