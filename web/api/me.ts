import { api } from './client.ts';
import { Problem } from './problem.ts';
import { forgetReading } from './reading.ts';
import { become, currentActor, currentReader, type Reader } from './who.ts';

/** Asks the server who reads. Offline, whoever was remembered stays. Somebody else than before: nothing of before is kept in sight. */
export const askWhoReads = async (): Promise<Reader> => {
  const before = currentActor();
  try {
    const me = await api.get('/api/me');
    if (before !== null && before !== me.actor.id) await forgetReading();
    become(me);
  } catch (error) {
    if (!(error instanceof Problem) || error.offline || error.status >= 500) return currentReader();
    if (error.status === 401) await nobody({ ended: before !== null });
  }
  return currentReader();
};

/**
 * To be called after signing out: what was read is forgotten; drafts and what is not yet sent stay, under their writer's name.
 * `ended`: the server ended the session, and not the reader.
 */
export const nobody = async ({ ended = false } = {}): Promise<void> => {
  await forgetReading();
  const setup = await api.get('/api/setup').catch(() => ({ needed: false }));
  become(setup.needed ? 'fresh' : 'nobody', ended);
};
