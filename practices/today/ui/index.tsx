import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [{ path: '/today', title: t('today'), load: () => import('./today.tsx') }],
  navigation: [{ label: t('today'), href: '/today', order: 10, key: 't' }],
  commands: [{ id: 'today.read', label: t('command'), words: 'day owe wait now inbox', href: '/today' }],
} satisfies Screens;
