import { describe, expect, it } from 'vitest';
import { commandPath, type Send } from '#kernel/stream/commands.ts';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { streamContract } from '#kernel/stream/stream.contract.ts';
import { testDatabase } from '#tests/database.ts';
import { BY_KEY, openPool } from './connection.ts';
import { postgresStream } from './postgres-stream.ts';
import { localWake } from './subscription.ts';
import { databaseWake } from './wake.ts';

// Not in the suite's `beforeAll`, with which nothing ends.
const contracted = await testDatabase();

streamContract('PostgreSQL', async () => {
  const { url } = contracted;
  const pool = openPool(url, { settings: BY_KEY });
  const { wake, close } = databaseWake(url, pool);
  let ahead = 0;
  return {
    stream: postgresStream({ pool, directory: contractDirectory, wake }),
    advance: async (milliseconds) => {
      ahead += milliseconds;
      await pool.query(`create or replace function proceed_now() returns timestamptz language sql volatile parallel safe
                        as $$ select clock_timestamp() + interval '${ahead} milliseconds' $$`);
    },
    close: async () => {
      await close();
      await pool.end();
    },
  };
});

describe('Commands of two processes', () => {
  it('cost one round trip where the process has seen what they name, and are decided on what the other made of it', async () => {
    const { url } = await testDatabase();
    const process = () => {
      const pool = openPool(url, { settings: BY_KEY, max: 2 });
      const asked = { count: 0 };
      pool.on('acquire', () => (asked.count += 1));
      const stream = postgresStream({ pool, directory: contractDirectory, wake: localWake() });
      return { send: commandPath(stream, contractDeciders).send, asked, end: () => pool.end() };
    };
    const [here, there] = [process(), process()];
    const [org, ines, raj] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const join = (id: string, data: string) => ({
      id: crypto.randomUUID(),
      org,
      by: SYSTEM,
      kind: 'member',
      artifact: id,
      name: 'join',
      data,
    });
    await here.send(join(ines, 'Ines'));
    await here.send(join(raj, 'Raj'));
    const light = async (
      send: Send,
      by: string,
      data: object,
      refs: readonly string[] = [],
      artifact: string = crypto.randomUUID(),
    ) => {
      const sent = await send({ id: crypto.randomUUID(), org, by, kind: 'lantern', artifact, name: 'light', data, refs });
      return sent.refused ? sent.code : sent.ok.artifact;
    };
    const lantern = await light(there.send, ines, {});
    expect(await light(here.send, raj, { of: lantern }, [lantern])).not.toBe('not-found');
    const before = here.asked.count;
    for (let round = 0; round < 10; round += 1) await light(here.send, raj, { of: lantern }, [lantern]);
    // Not twenty; where the machine stood still for a moment, the clock that was recalled is asked anew.
    expect(here.asked.count - before).toBeLessThan(16);
    await light(there.send, ines, { only: true }, [], lantern);
    expect(await light(here.send, raj, { of: lantern }, [lantern])).toBe('not-found');
    expect(await light(here.send, ines, { of: lantern }, [lantern])).not.toBe('not-found');
    await Promise.all([here.end(), there.end()]);
  });
});
