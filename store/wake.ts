import { Client } from 'pg';
import type { Pool } from './connection.ts';
import { localWake, type Wake } from './subscription.ts';

const CHANNEL = 'proceed_written';
/** Commits within this time share one notification: NOTIFY inside each append would serialise them, ms. */
const SHARE = 20;
const RECONNECT = 1000;

/** A wake across processes: notifications outside the appends' transactions, shared by the commits of some milliseconds. */
export const databaseWake = (url: string, pool: Pool): { readonly wake: Wake; readonly close: () => Promise<void> } => {
  const local = localWake();
  const me = String(process.pid) + Math.random().toString(36).slice(2, 8);
  let pending: ReturnType<typeof setTimeout> | null = null;
  let soonest: number | null = null;
  let closed = false;
  let listener: Client | null = null;

  const tellOthers = () => {
    pending = null;
    const payload = `${me} ${soonest ?? ''}`;
    soonest = null;
    // Others look by themselves within half a second, so a notification that fails is only late.
    pool.query({ name: 'notify', text: `select pg_notify('${CHANNEL}', $1)`, values: [payload] }).catch(() => undefined);
  };

  const listen = async (): Promise<void> => {
    if (closed) return;
    const client = new Client({ connectionString: url });
    listener = client;
    const again = () => {
      if (listener !== client) return;
      listener = null;
      if (!closed) setTimeout(() => void listen(), RECONNECT).unref();
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => {
      const [from, at] = (payload ?? '').split(' ');
      if (from !== me) local.written(at ? Number(at) : null);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      local.written(null);
    } catch {
      again();
      client.end().catch(() => undefined);
    }
  };
  void listen();

  return {
    wake: {
      on: (heard) => local.on(heard),
      written: (nextAt) => {
        local.written(nextAt);
        if (nextAt !== null && (soonest === null || nextAt < soonest)) soonest = nextAt;
        pending ??= setTimeout(tellOthers, SHARE);
      },
    },
    close: async () => {
      closed = true;
      if (pending) clearTimeout(pending);
      await listener?.end().catch(() => undefined);
    },
  };
};
