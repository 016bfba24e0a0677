import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/welcome', title: t('welcome'), who: 'anyone', load: () => import('./welcome.tsx') },
    { path: '/sign-in', title: t('signIn'), who: 'anyone', load: () => import('./sign-in.tsx') },
    { path: '/forgot', title: t('forgotTitle'), who: 'anyone', load: () => import('./forgot.tsx') },
    { path: '/reset', title: t('resetTitle'), who: 'anyone', load: () => import('./reset.tsx') },
    { path: '/join', title: t('joinPlain'), who: 'anyone', load: () => import('./join.tsx') },
  ],
} satisfies Screens;
