import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { Page } from '#web/ui/page.tsx';
import { Tabs } from '#web/ui/tabs.tsx';
import { t } from './settings-strings.ts';

export type SettingsView = 'account' | 'notices' | 'keys' | 'appearance' | 'organization' | 'mails';

/** One page of settings, with the ways to the others. */
export const SettingsPage = (props: {
  readonly view: SettingsView;
  readonly lead?: string;
  readonly children: ReactNode;
}): ReactNode => {
  const steward = useMe().actor.role === 'steward';
  const tabs = [
    { key: 'account', href: '/settings', label: t('account') },
    { key: 'notices', href: '/settings/notices', label: t('notices') },
    { key: 'keys', href: '/settings/keys', label: t('keys') },
    { key: 'appearance', href: '/settings/appearance', label: t('appearance') },
    { key: 'organization', href: '/settings/organization', label: t('organization') },
    ...(steward ? [{ key: 'mails', href: '/settings/mail', label: t('mails') }] : []),
  ];
  return (
    <Page title={t('settings')} name={`${t(props.view)} · ${t('settings')}`} lead={props.lead}>
      <Tabs label={t('views')} current={props.view} tabs={tabs} />
      {props.children}
    </Page>
  );
};
