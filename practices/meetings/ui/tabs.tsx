import type { ReactNode } from 'react';
import { Tabs } from '#web/ui/tabs.tsx';
import { t } from './strings.ts';

const TABS = [
  { key: 'week', href: '/meetings', label: t('week') },
  { key: 'coming', href: '/meetings/coming', label: t('coming') },
  { key: 'back', href: '/meetings/back', label: t('back') },
  { key: 'time', href: '/meetings/time', label: t('time') },
  { key: 'booking', href: '/meetings/booking', label: t('booking') },
  { key: 'calendars', href: '/meetings/calendars', label: t('calendars') },
] as const;

/** The views of meetings. */
export const MeetingTabs = ({ current }: { readonly current: (typeof TABS)[number]['key'] }): ReactNode => (
  <Tabs label={t('views')} current={current} tabs={TABS} />
);
