import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { between, type WorkingTime } from '#kernel/time/working-time.ts';
import type { Depth, TaskState } from './state.ts';

/** [L3] What somebody has now. Nothing of it is kept. */
export interface Room {
  readonly minutes: number | null;
  readonly energy: Depth | 'off' | null;
}

/** What is known of who looks for something to do. */
export interface Seeker {
  /** As people name them, in lower case. */
  readonly skills: readonly string[];
  /** What they hold already [L4]. */
  readonly held: readonly Pick<TaskState, 'depth' | 'context'>[];
  readonly time: WorkingTime;
}

/** Why a task stands where it stands; sentences are the screen's. */
export type Reason =
  | { readonly reason: 'due'; readonly at: Instant; readonly slackMs: number }
  | { readonly reason: 'context'; readonly context: string }
  | { readonly reason: 'age'; readonly days: number };

export interface Fitting<T> {
  readonly task: T;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** A head gets into something deep in an hour and a half; less is not begun, and larger tasks are begun with that. */
const SITTING = 90;
/** [L3] So long unclaimed is worth as much as what one has in one's head already: what nobody picks rises until somebody does. */
const A_NOTCH = 7 * DAY;

type Considered = Pick<TaskState, 'depth' | 'minutes' | 'needs' | 'context' | 'dueAt'> & { readonly since: Instant };

/**
 * [L3] [L4] What fits, best first: filtered by needs, limits and energy; then by due pressure, the same context, and age. They are added up: due pressure
 * is 0 to 4 notches, the same context one, and every week of age one more, without an end.
 */
export const fitting = <T extends Considered>(
  tasks: readonly T[],
  { skills, held, time }: Seeker,
  room: Room,
  now: Instant,
): readonly Fitting<T>[] => {
  const contexts = new Set(held.map(({ context }) => context).filter((context) => context !== ''));
  return tasks
    .filter((task) => against(task, { skills, held }, room) === null)
    .map((task) => {
      const slackMs = task.dueAt === null ? null : between(time, now, task.dueAt) - task.minutes * 60_000;
      const pressure = task.dueAt === null || slackMs === null ? 0 : pressureOf(slackMs, task.minutes, task.dueAt <= now);
      const same = contexts.has(task.context);
      const age = Math.max(0, now - task.since);
      const deep = room.energy === 'deep' && task.depth === 'deep' ? 1 : 0;
      return {
        task,
        score: pressure + (same ? 1 : 0) + age / A_NOTCH + deep,
        reasons: [
          ...(task.dueAt !== null && slackMs !== null && pressure > 0
            ? [{ reason: 'due', at: task.dueAt, slackMs } as const]
            : []),
          ...(same ? [{ reason: 'context', context: task.context } as const] : []),
          ...(age >= A_NOTCH ? [{ reason: 'age', days: Math.floor(age / DAY) } as const] : []),
        ],
      };
    })
    .toSorted((a, b) => b.score - a.score || a.task.since - b.task.since);
};

/** So many do not fit, by the first thing that speaks against each: a depth that one holds already, a skill that one lacks, too little time or energy. */
export interface HeldBack {
  readonly limit: number;
  readonly needs: number;
  readonly room: number;
  /** The skills that most of those want, at most three. */
  readonly wanted: string[];
}

export const heldBack = (tasks: readonly Considered[], { skills, held }: Omit<Seeker, 'time'>, room: Room): HeldBack => {
  const because = Map.groupBy(tasks, (task) => against(task, { skills, held }, room));
  const lacking = (because.get('needs') ?? []).flatMap(({ needs }) => needs.filter((need) => !skills.includes(need)));
  const counts = [...Map.groupBy(lacking, (need) => need)].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return {
    limit: because.get('limit')?.length ?? 0,
    needs: because.get('needs')?.length ?? 0,
    room: because.get('room')?.length ?? 0,
    wanted: counts.slice(0, 3).map(([need]) => need),
  };
};

/** [L3] [L4] */
const against = (task: Considered, { skills, held }: Omit<Seeker, 'time'>, room: Room): 'limit' | 'needs' | 'room' | null => {
  if (held.some(({ depth }) => depth === task.depth)) return 'limit';
  if (!isAble(task, skills)) return 'needs';
  return fits(task, room) ? null : 'room';
};

const isAble = ({ needs }: Considered, skills: readonly string[]): boolean => needs.every((need) => skills.includes(need));

/** Deep work wants a deep head and a sitting; what is shallow fits a deep head, too, and is done in one go. */
const fits = ({ depth, minutes }: Considered, room: Room): boolean => {
  if (room.energy === 'off' || (room.energy === 'shallow' && depth === 'deep')) return false;
  if (room.minutes === null) return true;
  return depth === 'deep' ? room.minutes >= Math.min(minutes, SITTING) : minutes <= room.minutes;
};

/** How much room its due moment leaves, in its own size. */
const pressureOf = (slackMs: number, minutes: number, over: boolean): number => {
  if (over || slackMs <= 0) return 4;
  const times = slackMs / (minutes * 60_000);
  if (times < 1) return 3;
  if (times < 3) return 2;
  return times < 10 ? 1 : 0;
};
