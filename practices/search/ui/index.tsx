import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export { addressOfFound, stateOf, wordOf } from './found.ts';
export { nameable } from './naming.ts';

export const screens = {
  routes: [{ path: '/search', title: t('search'), load: () => import('./search.tsx') }],
  commands: [{ id: 'search.open', label: t('command'), words: 'find look up query', href: '/search' }],
} satisfies Screens;
