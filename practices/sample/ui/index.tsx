import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [{ path: '/sample', title: t('title'), load: () => import('./sample.tsx') }],
  commands: [{ id: 'sample.explore', label: t('command'), words: 'demo example try northwind', href: '/sample' }],
} satisfies Screens;
