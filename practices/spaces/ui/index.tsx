import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/spaces', title: t('spaces'), load: () => import('./spaces.tsx') },
    { path: '/spaces/new', title: t('newSpace'), load: () => import('./new-space.tsx') },
    { path: '/spaces/$slug', title: t('space'), load: () => import('./space.tsx') },
    { path: '/spaces/$slug/edit', title: t('edit'), load: () => import('./edit-space.tsx') },
    { path: '/spaces/$slug/people', title: t('people'), load: () => import('./space-people.tsx') },
  ],
  commands: [
    { id: 'spaces.all', label: t('spaces'), words: 'rooms', href: '/spaces' },
    { id: 'spaces.new', label: t('newSpace'), words: 'room', href: '/spaces/new', creates: true },
  ],
  addresses: { space: ({ handle }) => `/spaces/${handle ?? ''}` },
} satisfies Screens;
