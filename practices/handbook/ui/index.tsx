import type { Screens } from '#web/ui/screens.ts';
import { t as importing } from './import-strings.ts';
import { t } from './strings.ts';

export { ProposedText } from './proposed-text.tsx';
export { SpacePages } from './space-pages.tsx';

export const screens = {
  routes: [
    { path: '/handbook', title: t('handbook'), load: () => import('./handbook.tsx') },
    { path: '/handbook/new', title: t('newPage'), load: () => import('./new.tsx') },
    { path: '/handbook/broken', title: t('brokenTitle'), load: () => import('./broken.tsx') },
    { path: '/handbook/import', title: importing('title'), load: () => import('./import.tsx') },
    { path: '/decisions/$number/text', title: t('proposedText'), load: () => import('./proposal-edit.tsx') },
    { path: '/handbook/$number', title: t('page'), load: () => import('./page.tsx') },
    { path: '/handbook/$number/edit', title: t('edit'), load: () => import('./edit.tsx') },
    { path: '/handbook/$number/history', title: t('history'), load: () => import('./history.tsx') },
    { path: '/handbook/$number/lineage', title: t('lineage'), load: () => import('./lineage.tsx') },
    { path: '/handbook/asked/$number', title: t('reading'), load: () => import('./asked.tsx') },
  ],
  navigation: [{ label: t('handbook'), href: '/handbook', order: 35, key: 'h' }],
  commands: [
    { id: 'handbook.new', label: t('newCommand'), words: 'new page document wiki', href: '/handbook/new', creates: true },
    { id: 'handbook.broken', label: t('brokenTitle'), words: 'broken links', href: '/handbook/broken' },
    {
      id: 'handbook.import',
      label: importing('title'),
      words: 'markdown folder zip git notion outline gitbook docusaurus',
      href: '/handbook/import',
    },
  ],
  addresses: {
    page: ({ id, number }) => `/handbook/${number ?? id}`,
    acknowledgement: ({ id, number }) => `/handbook/asked/${number ?? id}`,
  },
  answers: { page: () => import('./answer.tsx'), acknowledgement: () => import('./acknowledge.tsx') },
} satisfies Screens;
