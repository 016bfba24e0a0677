import { screens as changes } from '#ui/changes';
import { screens as decisions } from '#ui/decisions';
import { screens as handbook } from '#ui/handbook';
import { screens as meetings } from '#ui/meetings';
import { screens as people } from '#ui/people';
import { screens as planning } from '#ui/planning';
import { screens as protocols } from '#ui/protocols';
import { screens as requests } from '#ui/requests';
import { screens as sample } from '#ui/sample';
import { screens as search } from '#ui/search';
import { screens as spaces } from '#ui/spaces';
import { screens as stream } from '#ui/stream';
import { screens as today } from '#ui/today';
import { screens as work } from '#ui/work';
import type { NavigationItem, PaletteCommand, ScreenRoute, Screens } from '../ui/screens.ts';
import { rememberAddresses } from '../ui/addresses.ts';
import { rememberAnswers } from '../ui/answer-here.tsx';
import { shellScreens } from './own-screens.ts';

/** Every practice that has screens, one line each. */
const composed: readonly Screens[] = [
  shellScreens,
  decisions,
  handbook,
  requests,
  meetings,
  changes,
  protocols,
  people,
  sample,
  search,
  spaces,
  stream,
  today,
  work,
  planning,
];

rememberAddresses(composed);
rememberAnswers(composed);

export const routes: readonly ScreenRoute[] = composed.flatMap((screens) => screens.routes);
export const navigation: readonly NavigationItem[] = composed
  .flatMap((screens) => screens.navigation ?? [])
  .toSorted((a, b) => a.order - b.order);
export const commands: readonly PaletteCommand[] = composed.flatMap((screens) => screens.commands ?? []);

/** Whether a path of this form is built: the shell shows nothing that leads nowhere. */
export const isBuilt = (path: string): boolean => routes.some((route) => route.path === path);
