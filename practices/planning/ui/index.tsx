import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/plans', title: t('plans'), load: () => import('./list.tsx') },
    { path: '/plans/new', title: t('begin'), load: () => import('./new.tsx') },
    { path: '/plans/$number', title: t('plan'), load: () => import('./plan.tsx') },
    { path: '/plans/$number/edit', title: t('edit'), load: () => import('./edit.tsx') },
  ],
  commands: [
    { id: 'plans.list', label: t('plansCommand'), words: 'planning sprint iteration stories', href: '/plans' },
    { id: 'plans.new', label: t('begin'), words: 'planning sprint iteration', href: '/plans/new', creates: true },
  ],
  addresses: { plan: ({ id, number }) => `/plans/${number ?? id}` },
} satisfies Screens;
