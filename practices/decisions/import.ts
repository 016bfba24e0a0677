import { isAuthorOrSteward } from '#kernel/actors/permission.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { EMPTY_BODY, titleOf, type DecisionBody } from './body.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent, RecordFacts } from './events.ts';
import { momentOfDate } from './record-date.ts';
import type { ImportedRecord } from './records/document.ts';
import { same } from '#kernel/stream/same.ts';
import { homeFault } from '#practices/spaces';
import { statusOf, type DecisionState, type Imported } from './state.ts';

/** A record made elsewhere, with its status, date and links. The same file again changes nothing; a changed one is a new revision, by its importer or a steward. */
export const importRecord = (
  state: DecisionState | null,
  data: Data<'import'>,
  context: Context,
): Result<readonly DecisionEvent[]> => {
  const title = titleOf(data.record.title);
  if (title.refused) return title;
  const record = factsOfRecord(data);
  if (state !== null && state.status !== 'imported') return madeHere(state, record, context);
  const body: DecisionBody = {
    ...EMPTY_BODY,
    reversible: data.record.irreversible !== true,
    impact: data.record.impact ?? EMPTY_BODY.impact,
    reviewOn: state?.body.reviewOn ?? null,
  };
  const decidedAt = decidedAtOf(data.record);
  if (state !== null && isAnother(state, title.ok, record)) return anotherHere(state, context);
  if (state === null) {
    const fault = homeFault(data.space, context, 'decide');
    const name = context.directory.actors.get(context.by)?.name ?? '';
    return fault ?? ok([{ type: 'decision-imported', title: title.ok, body, space: data.space, record, name, decidedAt }]);
  }
  const unchanged = same(
    [state.title, state.body.reversible, state.body.impact, state.record, state.decidedAt],
    [title.ok, body.reversible, body.impact, record, decidedAt],
  );
  if (unchanged) return ok([]);
  if (!isAuthorOrSteward(context.by, state, context.directory)) return NOT_THEIRS;
  return ok([{ type: 'record-changed', title: title.ok, body, record, decidedAt }]);
};

/** What was decided here, or is being decided, is not what a file says of it: one that was opened stays as it is, whatever its file has become. */
const madeHere = (state: DecisionState, record: RecordFacts, { self }: Context): Result<readonly DecisionEvent[]> => {
  if (state.record === undefined) return refuse('not-a-record', 'This decision was made here; a file cannot replace it.');
  return same(state.record, record) ? ok([]) : refuse('opened-here', openedHere(self.number, statusOf(state)));
};

/** What an import says of a record that was opened here. */
export const openedHere = (number: number, status: string): string =>
  `#${number} was opened here as a decision and is ${status}. It stays as it is, whatever its file says.`;

/** [safety] Whoever may write in a space does not rewrite there what others brought. */
const NOT_THEIRS = refuse(
  'not-permitted',
  'Only who imported this record or a steward of its space changes it. Nothing of it was changed.',
);

/**
 * Whether a file is plainly another record than the one that came from its path: it has another date, or, where not both have one, another
 * title. A proposal gets the date of its decision when that is made.
 */
const isAnother = ({ title: before, record: { date, status } }: Imported, title: string, record: RecordFacts): boolean =>
  date === null || record.date === null ? before !== title : date !== record.date && !(before === title && status === 'proposed');

const anotherHere = ({ title, record: { date } }: Imported, { self }: Context): Refusal => {
  // Of two in one batch the first has no number yet.
  const known = self.number === 0 ? `“${title}”` : `#${self.number} “${title}”`;
  return refuse(
    'another-record',
    `${known}${date === null ? '' : ` of ${date}`} came from this path before, and this file is another record. To keep both, name the project that it comes from (--from, or Project on the web).`,
  );
};

const factsOfRecord = ({ record, targets, from }: Data<'import'>): RecordFacts => ({
  key: record.key,
  ...(from !== undefined && { from }),
  number: record.number,
  // What its authors still draft is for all to see here, and no draft of somebody's own.
  status: record.status === 'draft' ? 'proposed' : record.status,
  ...(record.openedAt !== undefined && { openedAt: Date.parse(record.openedAt) }),
  ...(record.proposer !== undefined && { proposer: record.proposer }),
  statusText: record.statusText,
  date: record.date,
  deciders: record.deciders,
  consulted: record.consulted,
  informed: record.informed,
  tags: record.tags,
  markdown: record.body,
  links: record.links.map(({ rel, target, partial }, index) => ({ rel, target, to: targets[index] ?? null, partial })),
});

/** The moment that its file says, or its date. Nobody has decided what is proposed: its date is another. */
const decidedAtOf = ({ status, date, decidedAt }: ImportedRecord): Instant | null => {
  if (status === 'proposed' || status === 'draft') return null;
  return decidedAt === undefined ? momentOfDate(date) : Date.parse(decidedAt);
};
