import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export { LogRow } from './log-row.tsx';

export const screens = {
  routes: [
    { path: '/decisions', title: t('decisions'), load: () => import('./log.tsx') },
    { path: '/decisions/graph', title: t('graphTitle'), load: () => import('./graph.tsx') },
    { path: '/decisions/years', title: t('yearsTitle'), load: () => import('./years.tsx') },
    { path: '/decisions/import', title: t('importTitle'), load: () => import('./import.tsx') },
    { path: '/decisions/new', title: t('new'), load: () => import('./new.tsx') },
    { path: '/decisions/$number', title: t('decision'), load: () => import('./decision.tsx') },
    { path: '/decisions/$number/edit', title: t('decision'), load: () => import('./edit.tsx') },
  ],
  navigation: [{ label: t('decisions'), href: '/decisions', order: 30, key: 'd' }],
  commands: [
    { id: 'decisions.new', label: t('newCommand'), words: 'new decide propose', href: '/decisions/new', key: 'n', creates: true },
    { id: 'decisions.log', label: t('log'), words: 'list all', href: '/decisions' },
    { id: 'decisions.graph', label: t('graphTitle'), words: 'graph supersedes implements', href: '/decisions/graph' },
    { id: 'decisions.years', label: t('yearsTitle'), words: 'timeline history', href: '/decisions/years' },
    { id: 'decisions.import', label: t('importTitle'), words: 'adr madr folder markdown', href: '/decisions/import' },
  ],
  addresses: { decision: ({ id, number }) => `/decisions/${number ?? id}` },
  answers: { decision: () => import('./answer.tsx') },
} satisfies Screens;
