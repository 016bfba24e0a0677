import type { Screens } from '#web/ui/screens.ts';
import { pageOf } from './addresses.ts';
import { t as people } from './people-strings.ts';
import { t as settings } from './settings-strings.ts';
import { t } from './strings.ts';

export { useActing, usePeople } from './everybody.ts';
export { callable } from './everyone.ts';
export { FirstSteps } from './first-steps.tsx';
export { ToCopy } from './link-to-copy.tsx';

export const screens = {
  routes: [
    { path: '/welcome', title: t('welcome'), who: 'anyone', load: () => import('./welcome.tsx') },
    { path: '/sign-in', title: t('signIn'), who: 'anyone', load: () => import('./sign-in.tsx') },
    { path: '/forgot', title: t('forgotTitle'), who: 'anyone', load: () => import('./forgot.tsx') },
    { path: '/reset', title: t('resetTitle'), who: 'anyone', load: () => import('./reset.tsx') },
    { path: '/join', title: t('joinPlain'), who: 'anyone', load: () => import('./join.tsx') },
    { path: '/start', title: people('firstSteps'), load: () => import('./start.tsx') },
    { path: '/people', title: people('people'), load: () => import('./directory.tsx') },
    { path: '/people/invite', title: people('invite'), load: () => import('./invite.tsx') },
    { path: '/people/new-team', title: people('newTeam'), load: () => import('./new-team.tsx') },
    { path: '/people/new-agent', title: people('newAgent'), load: () => import('./new-agent.tsx') },
    { path: '/people/teams/$handle', title: people('teams'), load: () => import('./team.tsx') },
    { path: '/people/agents/$handle', title: people('agents'), load: () => import('./agent.tsx') },
    { path: '/people/$handle', title: people('person'), load: () => import('./person.tsx') },
    { path: '/people/$handle/edit', title: people('editProfile'), load: () => import('./edit-profile.tsx') },
    { path: '/people/$handle/hours', title: people('editHours'), load: () => import('./edit-hours.tsx') },
    { path: '/people/$handle/leave', title: people('leaveTitle'), load: () => import('./plan-leave.tsx') },
    { path: '/settings', title: settings('settings'), load: () => import('./settings.tsx') },
    { path: '/settings/notices', title: settings('notices'), load: () => import('./settings-notices.tsx') },
    { path: '/settings/keys', title: settings('keys'), load: () => import('./settings-keys.tsx') },
    { path: '/settings/appearance', title: settings('appearance'), load: () => import('./settings-appearance.tsx') },
    { path: '/settings/organization', title: settings('organization'), load: () => import('./settings-organization.tsx') },
    { path: '/settings/mail', title: settings('mails'), load: () => import('./settings-mail.tsx') },
  ],
  navigation: [{ label: people('people'), href: '/people', order: 50, key: 'p' }],
  commands: [
    { id: 'people.invite', label: people('invite'), words: 'add person member colleague', href: '/people/invite', creates: true },
    { id: 'people.team', label: people('newTeam'), words: 'group', href: '/people/new-team', creates: true },
    { id: 'people.agent', label: people('newAgent'), words: 'bot program', href: '/people/new-agent' },
    { id: 'people.start', label: people('firstSteps'), words: 'begin first import', href: '/start' },
    { id: 'people.settings', label: settings('settings'), words: 'account password session sign out log out', href: '/settings' },
    {
      id: 'people.notices',
      label: settings('notices'),
      words: 'notifications push mail digest device settings',
      href: '/settings/notices',
    },
    { id: 'people.keys', label: settings('keys'), words: 'token settings', href: '/settings/keys' },
    { id: 'people.appearance', label: settings('appearance'), words: 'theme dark light settings', href: '/settings/appearance' },
    { id: 'people.organization', label: settings('organization'), words: 'name window settings', href: '/settings/organization' },
    { id: 'people.mail', label: settings('mails'), words: 'outbox letters settings', href: '/settings/mail' },
  ],
  addresses: {
    person: ({ handle }) => pageOf({ kind: 'person', handle: handle ?? '' }),
    team: ({ handle }) => pageOf({ kind: 'team', handle: handle ?? '' }),
    agent: ({ handle }) => pageOf({ kind: 'agent', handle: handle ?? '' }),
  },
} satisfies Screens;
