import { commandId, mark, type Writing } from './items.ts';
import type { Done, Intent } from './job.ts';
import { MOST_ATTEMPTS } from './write-page.ts';

/**
 * What a process did before it died, without saying so: commands are found by their ids. `all`: moves count by themselves, too, for they
 * are to be taken back.
 */
export const reconcile = async ({ pool, db, job }: Writing, all: boolean): Promise<void> => {
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
