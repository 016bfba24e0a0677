import type { ReactNode } from 'react';
import { Tabs } from '#web/ui/tabs.tsx';
import { t } from './strings.ts';

const TABS = [
  { key: 'asked', href: '/changes', label: t('toMe') },
  { key: 'mine', href: '/changes?view=mine', label: t('mine') },
  { key: 'open', href: '/changes?view=open', label: t('underWay') },
  { key: 'over', href: '/changes?view=over', label: t('over') },
  { key: 'delivery', href: '/changes/delivery', label: t('delivery') },
  { key: 'repositories', href: '/changes/repositories', label: t('repositories') },
] as const;

export type Tab = (typeof TABS)[number]['key'];

export const ChangeTabs = ({ current }: { readonly current: Tab }): ReactNode => (
  <Tabs label={t('views')} current={current} tabs={TABS} />
);
