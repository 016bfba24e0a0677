import { followingWords } from '#kernel/protocol/ending-words.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { t } from './strings.ts';

/** A row of the list, and one request, as the server tells them. */
export type ListItem = RouteMap['GET /api/requests']['reply']['items'][number];
export type Request = RouteMap['GET /api/requests/:id']['reply'];

export const STATUSES = ['open', 'answered', 'accepted', 'lapsed', 'withdrawn'] as const satisfies readonly ListItem['status'][];

/** `Somebody else is asked or it lapses unless at least one has answered` → what happens, as it goes on in a sentence. */
export const otherwiseOf = (ending: string | null): string => {
  const what = followingWords(ending ?? '');
  return what === 'proceeds' ? t('goesOn') : what;
};

export const may = (request: Request, action: string): boolean => request.actions.some((one) => one.action === action && one.may);
