import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { SYSTEM, type OrgId } from '#kernel/stream/event.ts';
import { nameId } from '#practices/protocols';
import type { Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import type { Feeds } from '../feeds/feeds.ts';
import { errandTable, type Errand } from './errand-table.ts';
import type { Carried } from './taken.ts';

interface Services {
  readonly pool: Pool;
  readonly send: Send;
  readonly feeds: Pick<Feeds, 'carry'>;
  directory(org: OrgId): Promise<Directory>;
  leased(leasing: Leasing<Errand, null>): Leased;
  readonly log: { error(about: object, line: string): void };
}

const LEASE = 120_000;
const FIRST_WAIT = 15_000;
/** For a quarter of an hour it is tried again; then somebody does it by hand. */
const MOST_FAILURES = 6;

/**
 * Takes meetings out of the calendars of those who have them no more, and moves those that were moved, where these can be written, and tells the conversion or the meeting what became of it. [safety] It
 * writes in nobody's calendar but of whoever asked for it.
 */
export const calendarErrands = ({ pool, send, feeds, directory, leased, log }: Services): Pick<Leased, 'stop'> => {
  const table = errandTable(pool);
  const work = async (errand: Errand, worker: string): Promise<void> => {
    const { org, artifact, kind, actor, uid, planned, since, to, reason, failures } = errand;
    const me = (await directory(org)).actors.get(actor)?.mail?.toLowerCase() ?? '';
    const wanted = to === null ? ({ kind: 'leave', from: since } as const) : ({ kind: 'move', ...to } as const);
    const done = await feeds.carry({ org, actor }, { uid, planned, wanted, reason, me });
    if (done.kind === 'again' && failures < MOST_FAILURES) return table.later(errand, worker, FIRST_WAIT * 2 ** failures);
    const told: Carried = done.kind === 'done' ? { how: done.how, reason: null } : { how: 'by-hand', reason: done.reason };
    await send({
      id: nameId('calendar', artifact, actor, since),
      ...{ org, by: SYSTEM, kind, artifact, name: 'tell-calendar', data: { actor, ...told } },
    });
    await table.done(errand, worker);
  };
  return leased({
    what: 'an errand to a calendar',
    table: table.leases,
    beginning: null,
    idOf: ({ artifact }) => artifact,
    isCancelled: () => false,
    work: (errand, { worker }) => work(errand, worker),
    log,
    lease: LEASE,
    lookEvery: 1_000,
  });
};
