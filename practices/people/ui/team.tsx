import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { Menu } from '#web/ui/menu.tsx';
import { Done, ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { Coverage, CoverageLine, useCoverage } from './coverage.tsx';
import { pageOf } from './addresses.ts';
import { optionsOf, useEveryone } from './everyone.ts';
import type { ActorLine } from './everyone.ts';
import { NotShown } from './nobody.tsx';
import { useTeam } from './one-person.ts';
import { StandingOf, TheirTime } from './standing.tsx';
import { t } from './people-strings.ts';

type Team = NonNullable<ReturnType<typeof useTeam>['one']>;

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = useTeam(params['handle'] ?? '');
  return one ? <TeamPage key={one.id} team={one} /> : <NotShown one={one} error={error} />;
};

const TeamPage = ({ team }: { readonly team: Team }): ReactNode => {
  const me = useMe();
  const everyone = useEveryone();
  const coverage = useCoverage(team.status === 'formed' ? team.id : undefined);
  const lines = new Map((everyone.items ?? []).map((line) => [line.id, line]));
  const formed = team.status === 'formed';
  const own = team.members.find(({ actor }) => actor.id === me.actor.id);
  const runs = formed && (me.actor.role === 'steward' || own?.role === 'steward');
  const panel = {
    label: t('aroundTheClock'),
    summary: <CoverageLine coverage={coverage} />,
    children: (
      <Section title={t('aroundTheClock')}>
        <Coverage coverage={coverage} />
      </Section>
    ),
  };
  return (
    <Page
      title={team.name}
      lead={team.purpose || undefined}
      meta={<span>{formed ? `@${team.handle}` : t('disbanded')}</span>}
      {...(formed && team.members.length > 0 ? { panel } : {})}
    >
      {formed && <Members team={team} lines={lines} runs={runs} />}
      {runs && <AddMember team={team} everyone={everyone.items ?? []} />}
      {runs && <EditTeam team={team} />}
      {formed && own && <LeaveTeam team={team} />}
      {runs && <Disband team={team} />}
    </Page>
  );
};

const Members = (props: {
  readonly team: Team;
  readonly lines: ReadonlyMap<string, ActorLine>;
  readonly runs: boolean;
}): ReactNode => {
  const { team } = props;
  const me = useMe();
  const remove = useSend('DELETE', '/api/teams/:id/members/:member');
  const give = useSend('PUT', '/api/teams/:id/members/:member');
  return (
    <Section title={t('membersTitle')} side={t('members', { n: team.members.length })}>
      {team.members.length === 0 && <Note>{t('noMembers')}</Note>}
      <Rows label={t('membersTitle')}>
        {team.members.map(({ actor, role }) => {
          const line = props.lines.get(actor.id);
          const params = { id: team.id, member: actor.id };
          return (
            <Row
              key={actor.id}
              title={actor.name}
              href={pageOf(actor)}
              sub={[role === 'steward' && t('steward'), actor.kind === 'agent' && t('agent')].filter(Boolean).join(' · ')}
              right={line?.zone && <TheirTime zone={line.zone} />}
              under={line && <StandingOf line={line} />}
              menu={
                props.runs &&
                actor.id !== me.actor.id && (
                  <Menu
                    quiet
                    label={t('changeMember', { name: actor.name })}
                    items={[
                      ...(actor.kind === 'person'
                        ? [
                            role === 'steward'
                              ? { label: t('makeTeamMember'), act: () => void give.send({ params, body: { role: 'member' } }) }
                              : { label: t('makeTeamSteward'), act: () => void give.send({ params, body: { role: 'steward' } }) },
                          ]
                        : []),
                      { label: t('takeOut'), tone: 'stop', act: () => void remove.send({ params }) },
                    ]}
                  />
                )
              }
            />
          );
        })}
      </Rows>
      <ErrorNote problem={remove.problem ?? give.problem} />
    </Section>
  );
};

const AddMember = ({ team, everyone }: { readonly team: Team; readonly everyone: readonly ActorLine[] }): ReactNode => {
  const [chosen, choose] = useState<string | null>(null);
  const add = useSend('PUT', '/api/teams/:id/members/:member', { onSent: () => choose(null) });
  const inside = new Set(team.members.map(({ actor }): string => actor.id));
  return (
    <Section title={t('addMember')} bare>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) void add.send({ params: { id: team.id, member: chosen }, body: { role: 'member' } });
        }}
      >
        <Combobox
          label={t('who')}
          value={chosen}
          options={optionsOf(everyone.filter(({ id, kind }) => kind !== 'team' && !inside.has(id)))}
          onChange={choose}
          error={fieldError(add.problem, '/member')}
        />
        <ErrorNote problem={add.problem} shown={['/member']} />
        <Buttons>
          <Button type="submit" busy={add.busy} disabled={chosen === null}>
            {t('addTo')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};

const EditTeam = ({ team }: { readonly team: Team }): ReactNode => {
  const [name, setName] = useState(team.name);
  const [purpose, setPurpose] = useState(team.purpose);
  const rename = useSend('PATCH', '/api/teams/:id');
  const params = { id: team.id };
  return (
    <Section title={t('editTeam')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void rename.send({ params, body: { name, purpose } });
        }}
      >
        <TextField label={t('teamName')} value={name} onChange={setName} error={fieldError(rename.problem, '/name')} />
        <TextField
          label={t('purpose')}
          hint={t('purposeTeam')}
          optional
          value={purpose}
          onChange={setPurpose}
          error={fieldError(rename.problem, '/purpose')}
        />
        <ErrorNote problem={rename.problem} shown={['/name', '/purpose']} />
        <Buttons>
          <Button type="submit" busy={rename.busy}>
            {t('save')}
          </Button>
          <Done>{rename.reply && t('saved')}</Done>
        </Buttons>
      </form>
    </Section>
  );
};

const Disband = ({ team }: { readonly team: Team }): ReactNode => {
  const disband = useSend('DELETE', '/api/teams/:id', { onSent: () => go('/people?by=teams') });
  return (
    <Section title={t('disband')}>
      <Confirm
        tone="stop"
        ask={t('disbandAsk', { name: team.name })}
        does={t('disband')}
        busy={disband.busy}
        onConfirm={() => void disband.send({ params: { id: team.id } })}
      >
        {t('disband')}
      </Confirm>
      <ErrorNote problem={disband.problem} />
    </Section>
  );
};

const LeaveTeam = ({ team }: { readonly team: Team }): ReactNode => {
  const me = useMe();
  const leave = useSend('DELETE', '/api/teams/:id/members/:member');
  return (
    <Section title={t('leaveTeam')} bare>
      <Buttons>
        <Button busy={leave.busy} onClick={() => void leave.send({ params: { id: team.id, member: me.actor.id } })}>
          {t('leaveTeam')}
        </Button>
      </Buttons>
      <ErrorNote problem={leave.problem} />
    </Section>
  );
};
