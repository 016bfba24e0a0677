import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsWide } from '#web/ui/side-panel.tsx';
import { pageOf } from './addresses.ts';
import { NotShown } from './nobody.tsx';
import { usePerson } from './one-person.ts';
import type { OnePerson } from './one-person.ts';
import { HoursOf } from './person-hours.tsx';
import { LeaveOf } from './person-leave.tsx';
import { StandingOf, TheirTime } from './standing.tsx';
import { t } from './people-strings.ts';

/** One person: when they work, when they are away, who stands in, what they are good at. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const me = useMe();
  const wide = useIsWide();
  const { one, error } = usePerson(params['handle'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  const own = one.id === me.actor.id;
  const here = one.status === 'active';
  const around = <Around person={one} own={own} />;
  return (
    <Page
      title={one.name}
      lead={one.title || undefined}
      meta={
        <>
          {one.zone !== null && (
            <span>
              <TheirTime zone={one.zone} />
            </span>
          )}
          <Pill {...(one.workingNow ? { tone: 'go' as const } : {})}>
            <span>
              <StandingOf line={one} />
            </span>
          </Pill>
          {one.role === 'steward' && <span>{t('steward')}</span>}
          <span>@{one.handle}</span>
        </>
      }
      actions={
        one.mayChange && (
          <Buttons>
            <ButtonLink href={`/people/${one.handle}/edit`} keyHint="e">
              {t('editProfile')}
            </ButtonLink>
          </Buttons>
        )
      }
      {...(wide ? { panel: { label: t('around', { name: one.name }), summary: one.name, children: around } } : {})}
    >
      {one.about && (
        <Section title={t('about')} bare>
          <p dir="auto">{one.about}</p>
        </Section>
      )}
      <HoursOf person={one} own={own} />
      {here && <LeaveOf person={one} />}
      {!wide && around}
      {me.actor.role === 'steward' && !own && one.status !== 'left' && <Running person={one} />}
    </Page>
  );
};

/** Who stands in, what they are good at, where they belong. */
const Around = ({ person, own }: { readonly person: OnePerson; readonly own: boolean }): ReactNode => (
  <>
    {person.status === 'active' && (
      <Section title={t('deputies')}>
        {person.deputies.length === 0 && <Note>{own ? t('noDeputiesYou') : t('noDeputies')}</Note>}
        <Rows label={t('deputies')}>
          {person.deputies.map((deputy, index) => (
            <Row
              key={deputy.id}
              title={deputy.name}
              href={pageOf(deputy)}
              under={index === 0 ? t('deputyOrder') : t('deputyNext')}
            />
          ))}
        </Rows>
      </Section>
    )}
    {person.status === 'active' && (
      <Section title={t('skills')}>
        {person.skills.length > 0 ? <p dir="auto">{person.skills.join(' · ')}</p> : <Note>{t('noSkills')}</Note>}
      </Section>
    )}
    {person.teams.length > 0 && (
      <Section title={t('teams')}>
        <Rows label={t('teams')}>
          {person.teams.map((team) => (
            <Row key={team.id} title={team.name} href={pageOf(team)} />
          ))}
        </Rows>
      </Section>
    )}
    {person.spaces.length > 0 && (
      <Section title={t('spaces')}>
        <Rows label={t('spaces')}>
          {person.spaces.map((space) => (
            <Row key={space.slug} title={space.name} href={`/spaces/${space.slug}`} under={ROLES[space.role]} />
          ))}
        </Rows>
      </Section>
    )}
    {person.mail !== null && (
      <Section title={t('mail')}>
        <a href={`mailto:${person.mail}`}>{person.mail}</a>
      </Section>
    )}
  </>
);

const ROLES = { reader: t('roleReader'), contributor: t('roleContributor'), steward: t('roleSteward') };

/** What stewards of the organization may do about somebody. */
const Running = ({ person }: { readonly person: OnePerson }): ReactNode => {
  const give = useSend('PUT', '/api/people/:id/role');
  const depart = useSend('DELETE', '/api/people/:id', { onSent: () => go('/people') });
  const params = { id: person.id };
  const { name } = person;
  const wanted = person.role === 'steward' ? 'member' : 'steward';
  return (
    <Section title={t('run')}>
      {person.status === 'invited' && (
        <Note>
          <PersonName name={name} plain /> {t('notJoined')}. <a href="/people/invite">{t('newLink')}</a>
        </Note>
      )}
      <Buttons>
        {person.status === 'active' && (
          <Confirm
            ask={wanted === 'steward' ? t('makeStewardAsk', { name }) : t('makeMemberAsk', { name })}
            does={wanted === 'steward' ? t('makeSteward') : t('makeMember')}
            busy={give.busy}
            onConfirm={() => void give.send({ params, body: { role: wanted } })}
          >
            {wanted === 'steward' ? t('makeSteward') : t('makeMember')}
          </Confirm>
        )}
        <Confirm
          tone="stop"
          ask={person.status === 'invited' ? t('withdrawAsk', { name }) : t('removeAsk', { name })}
          does={person.status === 'invited' ? t('withdraw') : t('remove')}
          busy={depart.busy}
          onConfirm={() => void depart.send({ params })}
        >
          {person.status === 'invited' ? t('withdraw') : t('remove')}
        </Confirm>
      </Buttons>
      <ErrorNote problem={give.problem ?? depart.problem} />
    </Section>
  );
};
