import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/stream', title: t('stream'), load: () => import('./stream.tsx') },
    { path: '/$number', title: t('lookingUp'), load: () => import('./reference.tsx') },
  ],
  navigation: [{ label: t('stream'), href: '/stream', order: 20, key: 's' }],
  commands: [{ id: 'stream.read', label: t('command'), words: 'feed events history news what happened', href: '/stream' }],
} satisfies Screens;
