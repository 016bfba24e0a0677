import { expect, it } from 'vitest';
import type { Asked } from '#kernel/protocol/run-event.ts';
import { testDatabase } from '#tests/database.ts';
import { idOf, INES, NORTHWIND, RAJ } from '#tests/small-organization.ts';
import { runSentence, runSilence } from './run-sentences.ts';

const { pool } = await testDatabase();

it('says something of just those who were asked whom the feed looks up', async () => {
  const seats = [1, 2].flatMap((round) =>
    [null, RAJ].map((deputyOf) => ({ round, deputyOf, remindAt: null, away: false, group: null })),
  );
  const questions = (['clarification', 'reply', 'reopen'] as const).map((about) => ({
    id: 1,
    about,
    asker: RAJ,
    text: 'Why?',
    objection: null,
  }));
  const but = runSilence.flatMap((one) => (typeof one === 'string' ? [] : one.but))[0];
  for (const seat of [undefined, ...seats])
    for (const question of [undefined, ...questions]) {
      const body: Partial<Asked> = { type: 'asked', actor: INES, ...(seat && { seat }), ...(question && { question }) };
      const event = {
        org: NORTHWIND,
        artifact: idOf('1'),
        kind: 'decision',
        version: 1,
        at: 0,
        by: INES,
        command: '',
        causedBy: null,
      };
      const sentence = runSentence(
        { ...event, body: body as Asked },
        { actor: () => 'Ines Prado', space: () => 'Platform', artifact: () => '“Plan”' },
      );
      const { rows } = await pool.query('select $1::jsonb @? $2::jsonpath as found', [body, but]);
      expect({ seat, question, found: rows[0].found }).toEqual({ seat, question, found: sentence !== null });
    }
});
