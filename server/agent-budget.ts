import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import type { Queryable } from '#store/connection.ts';

/**
 * [R10] The one way of commands, in which an agent changes no more in a day (UTC) than it may. A command that has been here before is the
 * same command, and is let through to get its answer; one that is refused counts as tried.
 */
export const withinBudget =
  (db: Queryable, directory: (org: string, version?: number) => Promise<Directory>, send: Send): Send =>
  async (command) => {
    if (command.by === SYSTEM) return send(command);
    const { actors } = await directory(command.org, command.warrant?.directoryVersion);
    const agent = actors.get(command.by);
    const perDay = agent?.limits?.perDay ?? null;
    if (perDay === null) return send(command);
    const { rows } = await db.query<{ may: boolean }>({
      name: 'agent-budget',
      text: `with prior as (select 1 from events where org = $1 and command = $4 limit 1),
             counted as (
               insert into agent_days as d (org, agent, day, changes)
               select $1, $2, (proceed_now() at time zone 'UTC')::date, 1 where not exists (select from prior)
               on conflict (org, agent, day) do update set changes = d.changes + 1 where d.changes < $3
               returning 1)
             select exists (select from prior) or exists (select from counted) as may`,
      values: [command.org, command.by, perDay, command.id],
    });
    if (rows[0]?.may) return send(command);
    return refuse(
      'budget-spent',
      `${agent?.name ?? 'This agent'} may change ${perDay} things a day, and has. It goes on at midnight UTC, or when who answers for it allows more.`,
    );
  };
