import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { EmptyState } from '#web/ui/notes.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { pageOf } from './addresses.ts';
import type { ActorLine } from './everyone.ts';
import { t } from './people-strings.ts';

export const TeamList = ({ teams }: { readonly teams: readonly ActorLine[] }): ReactNode => {
  const form = <ButtonLink href="/people/new-team">{t('newTeam')}</ButtonLink>;
  if (teams.length === 0)
    return (
      <EmptyState title={t('noTeams')} actions={form}>
        {t('noTeamsText')}
      </EmptyState>
    );
  return (
    <>
      <Rows label={t('teams')}>
        {teams.map((team) => (
          <Row key={team.id} title={team.name} href={pageOf(team)} right={t('members', { n: team.members ?? 0 })} />
        ))}
      </Rows>
      <Buttons>{form}</Buttons>
    </>
  );
};

/** Agents at work, and the suspended ones, each with who is accountable. */
export const AgentList = ({ active }: { readonly active: readonly ActorLine[] }): ReactNode => {
  const rest = useGet(
    '/api/people',
    { query: { kind: 'agent', status: 'left', limit: 200 } },
    { live: { kinds: ['agent', 'person'] } },
  );
  const agents = [...active, ...(rest.data?.items ?? [])];
  const register = <ButtonLink href="/people/new-agent">{t('newAgent')}</ButtonLink>;
  if (agents.length === 0)
    return (
      <EmptyState title={t('noAgents')} actions={register}>
        {t('noAgentsText')}
      </EmptyState>
    );
  return (
    <>
      <Rows label={t('agents')}>
        {agents.map((agent) => (
          <Row
            key={agent.id}
            title={agent.name}
            href={pageOf(agent)}
            sub={t('agent')}
            right={agent.accountable && t('accountableFor', { name: agent.accountable.name })}
            under={agent.status === 'left' && t('suspended')}
            quiet={agent.status === 'left'}
          />
        ))}
      </Rows>
      <Buttons>{register}</Buttons>
    </>
  );
};
