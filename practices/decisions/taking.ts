import type { ToldRow } from '#practices/comments';
import type { Takes } from '#server/route.ts';
import { after } from './queries.ts';
import { documentOf } from './record.ts';
import { madrFileName, toMadr } from './records/madr.ts';
import type { DecisionState } from './state.ts';

const AT_ONCE = 200;

/** Each decision as the MADR file that others link to. */
export const decisionsTaken: Takes = async function* ({ db, directory }, reader) {
  const around = await directory(reader.org);
  for (let number = 0; ;) {
    const rows = await db.rows<ToldRow>(after(reader, number, AT_ONCE));
    for (const row of rows) {
      number = row.number;
      if ((row.state as DecisionState).status === 'discarded') continue;
      const document = documentOf(row, reader.actor, around);
      yield { path: `decisions/${madrFileName(document)}`, bytes: Buffer.from(toMadr(document)) };
    }
    if (rows.length < AT_ONCE) return;
  }
};
