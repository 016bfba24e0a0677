import type { Screens } from '../ui/screens.ts';
import { t } from './strings.ts';
import { chooseTheme } from '../ui/theme.ts';

/** What belongs to no practice. */
export const shellScreens = {
  routes: [{ path: '/unsent', title: t('unsent'), load: () => import('./unsent.tsx') }],
  commands: [
    { id: 'shell.unsent', label: t('unsent'), words: 'outbox offline waiting', href: '/unsent' },
    { id: 'shell.light', label: t('themeLight'), words: 'theme colours light', run: () => chooseTheme('light') },
    { id: 'shell.dark', label: t('themeDark'), words: 'theme colours dark night', run: () => chooseTheme('dark') },
    { id: 'shell.system', label: t('themeSystem'), words: 'theme colours auto', run: () => chooseTheme(null) },
  ],
} satisfies Screens;
