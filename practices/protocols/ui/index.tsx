import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export { BallotForm, type Ballot } from './voting/ballot-form.tsx';
export { Ends } from './ends.tsx';
export { Votes } from './voting/results.tsx';
export { Rule, WindowProof, type Proof } from './window-proof.tsx';

export const screens = {
  routes: [
    { path: '/protocols', title: t('protocols'), load: () => import('./list.tsx') },
    { path: '/protocols/dependence', title: t('dependence'), load: () => import('./dependence.tsx') },
    { path: '/protocols/away', title: t('dependence'), load: () => import('./away.tsx') },
    { path: '/protocols/try', title: t('write'), load: () => import('./trying/screen.tsx') },
    { path: '/protocols/replay', title: t('replay'), load: () => import('./replaying/screen.tsx') },
    { path: '/protocols/rules', title: t('rules'), load: () => import('./replaying/rules.tsx') },
    { path: '/protocols/gallery', title: t('gallery'), load: () => import('./gallery.tsx') },
    { path: '/protocols/backtest', title: t('backtest'), load: () => import('./backtest.tsx') },
    { path: '/protocols/simulate', title: t('simulate'), load: () => import('./simulating/screen.tsx') },
    { path: '/protocols/$id', title: t('protocol'), load: () => import('./protocol.tsx') },
    { path: '/runs/$number', title: t('run'), load: () => import('./running/run.tsx') },
  ],
  navigation: [{ label: t('protocols'), href: '/protocols', also: ['/runs'], order: 60, key: 'l' }],
  addresses: {
    protocol: ({ id, number }) => `/protocols/${number ?? id}`,
    run: ({ id, number }) => `/runs/${number ?? id}`,
  },
  answers: { run: () => import('./running/answer.tsx') },
} satisfies Screens;
