import type { ReactNode } from 'react';
import { Tabs } from '#web/ui/tabs.tsx';
import { t } from './strings.ts';

/** The same decisions as a list, a graph, years. */
export const Views = ({ current }: { readonly current: 'list' | 'graph' | 'years' }): ReactNode => (
  <Tabs
    label={t('views')}
    current={current}
    tabs={[
      { key: 'list', href: '/decisions', label: t('list') },
      { key: 'graph', href: '/decisions/graph', label: t('graph') },
      { key: 'years', href: '/decisions/years', label: t('years') },
    ]}
  />
);
