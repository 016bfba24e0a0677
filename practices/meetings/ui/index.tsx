import type { Screens } from '#web/ui/screens.ts';
import { t } from './strings.ts';

export const screens = {
  routes: [
    { path: '/meetings', title: t('meetings'), load: () => import('./week.tsx') },
    { path: '/meetings/coming', title: t('coming'), load: () => import('./coming.tsx') },
    { path: '/meetings/back', title: t('back'), load: () => import('./back.tsx') },
    { path: '/meetings/time', title: t('time'), load: () => import('./time.tsx') },
    { path: '/meetings/calendars', title: t('calendars'), load: () => import('./calendars.tsx') },
    { path: '/meetings/booking', title: t('booking'), load: () => import('./booking.tsx') },
    { path: '/meetings/teams/$slug', title: t('meetings'), load: () => import('./team.tsx') },
    { path: '/book/$token', title: t('booking'), who: 'anyone', load: () => import('./book.tsx') },
    { path: '/booked/$secret', title: t('booking'), who: 'anyone', load: () => import('./booked.tsx') },
    { path: '/meetings/new', title: t('ask'), load: () => import('./new.tsx') },
    { path: '/meetings/$number', title: t('meeting'), load: () => import('./meeting.tsx') },
  ],
  navigation: [{ label: t('meetings'), href: '/meetings', order: 45, key: 'm' }],
  commands: [
    { id: 'meetings.ask', label: t('askCommand'), words: 'call sync invite', href: '/meetings/new', creates: true },
    { id: 'meetings.booking', label: t('bookingCommand'), words: 'appointment slots availability', href: '/meetings/booking' },
    { id: 'meetings.audit', label: t('auditCommand'), words: 'calendar audit hours cost', href: '/meetings' },
  ],
  addresses: { meeting: ({ id, number }) => `/meetings/${number ?? id}` },
  answers: { meeting: () => import('./answer.tsx') },
} satisfies Screens;
