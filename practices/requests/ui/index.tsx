import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export { RequestRow } from './list-row.tsx';

export const screens = {
  routes: [
    { path: '/requests', title: t('requests'), load: () => import('./list.tsx') },
    { path: '/requests/new', title: t('ask'), load: () => import('./ask.tsx') },
    { path: '/requests/$number', title: t('request'), load: () => import('./request.tsx') },
  ],
  navigation: [{ label: t('requests'), href: '/requests', order: 40, key: 'r' }],
  commands: [
    {
      id: 'requests.ask',
      label: t('askCommand'),
      words: 'question request help',
      href: '/requests/new',
      key: 'q',
      creates: true,
    },
    { id: 'requests.mine', label: t('mineCommand'), words: 'questions answers from me', href: '/requests?view=mine' },
    { id: 'requests.answered', label: t('answeredCommand'), words: 'questions answers found', href: '/requests?view=answered' },
  ],
  addresses: { request: ({ id, number }) => `/requests/${number ?? id}` },
  answers: { request: () => import('./answer.tsx') },
} satisfies Screens;
