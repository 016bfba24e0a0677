import type { RouteMap } from '#web/api/route-map.ts';
import { t } from './strings.ts';

/** A row of the lists, and one task, as the server tells them. */
export type TaskItem = RouteMap['GET /api/tasks']['reply']['items'][number];
export type Task = RouteMap['GET /api/tasks/:id']['reply'];
export type Fitting = RouteMap['GET /api/tasks/fitting']['reply'];

export const STATUSES = ['draft', 'ready', 'claimed', 'done', 'dropped'] as const satisfies readonly TaskItem['status'][];

export const may = (task: Task, action: string): boolean => task.actions.some((one) => one.action === action && one.may);

const [HOUR, DAY, WEEK] = [60, 8 * 60, 5 * 8 * 60] as const;

/** A size in working time: a day has eight hours of it, a week five days. */
export const sizeWords = (minutes: number): string => {
  const n = (unit: number): number => Math.round((minutes / unit) * 10) / 10;
  if (minutes < HOUR) return t('minutes', { n: minutes });
  if (minutes < DAY) return t('hours', { n: n(HOUR) });
  return minutes < WEEK ? t('days', { n: n(DAY) }) : t('weeks', { n: n(WEEK) });
};

/** What the form offers; whatever else a task has is offered beside them. */
export const SIZES = [15, 30, 60, 120, 240, 480, 960, 1440, 2400, 4800] as const;
