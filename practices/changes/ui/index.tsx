import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/changes', title: t('changes'), load: () => import('./list.tsx') },
    { path: '/changes/delivery', title: t('delivery'), load: () => import('./delivery.tsx') },
    { path: '/changes/repositories', title: t('repositories'), load: () => import('./repositories.tsx') },
    { path: '/changes/$number', title: t('change'), load: () => import('./change.tsx') },
  ],
  navigation: [{ label: t('changes'), href: '/changes', order: 46, key: 'c' }],
  commands: [
    {
      id: 'changes.repositories',
      label: t('repositoriesCommand'),
      words: 'github gitlab forgejo gitea webhook forge',
      href: '/changes/repositories',
    },
    {
      id: 'changes.delivery',
      label: t('delivery'),
      words: 'dora deployment lead time failure recovery',
      href: '/changes/delivery',
    },
  ],
  addresses: { change: ({ id, number }) => `/changes/${number ?? id}` },
  answers: { change: () => import('./answer.tsx') },
} satisfies Screens;
