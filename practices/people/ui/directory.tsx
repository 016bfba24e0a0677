import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { matching } from '#web/ui/matching.ts';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { Tabs } from '#web/ui/tabs.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { placeOf } from '#web/ui/time.ts';
import { AgentList, TeamList } from './companies.tsx';
import { Coverage, CoverageLine, useCoverage } from './coverage.tsx';
import { pageOf } from './addresses.ts';
import { useEveryone } from './everyone.ts';
import type { ActorLine } from './everyone.ts';
import { StandingOf, TheirTime } from './standing.tsx';
import { t } from './people-strings.ts';

const VIEWS = ['name', 'clock', 'teams', 'agents'] as const;
type View = (typeof VIEWS)[number];

/** Everybody, with their local times; who works now and who is next; teams; agents. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const everyone = useEveryone();
  const coverage = useCoverage();
  const view: View = VIEWS.find((one) => one === search['by']) ?? 'name';
  const people = (everyone.items ?? []).filter(({ kind }) => kind === 'person');
  const joined = people.filter(({ status }) => status === 'active');
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
      title={t('people')}
      lead={leadOf(joined)}
      actions={
        <ButtonLink href="/people/invite" tone="primary" keyHint="i">
          {t('invite')}
        </ButtonLink>
      }
      panel={panel}
    >
      <Tabs
        label={t('views')}
        current={view}
        tabs={[
          { key: 'name', href: '/people', label: t('byName') },
          { key: 'clock', href: '/people?by=clock', label: t('byClock') },
          { key: 'teams', href: '/people?by=teams', label: t('teams') },
          { key: 'agents', href: '/people?by=agents', label: t('agents') },
        ]}
      />
      {everyone.error && <ErrorNote problem={everyone.error} retry={everyone.refetch} />}
      {!everyone.items ? (
        !everyone.error && <Skeleton lines={8} />
      ) : view === 'teams' ? (
        <TeamList teams={everyone.items.filter(({ kind }) => kind === 'team')} />
      ) : view === 'agents' ? (
        <AgentList active={everyone.items.filter(({ kind }) => kind === 'agent')} />
      ) : (
        <People people={people} view={view} />
      )}
    </Page>
  );
};

/** How many work now; when nobody does, who is next. */
const leadOf = (joined: readonly ActorLine[]): ReactNode => {
  const working = joined.filter(({ workingNow }) => workingNow).length;
  if (working > 0) return t('workNow', { n: working, all: joined.length });
  const next = joined.filter(({ nextWorking }) => nextWorking !== null).toSorted(soonest)[0];
  if (!next || next.nextWorking === null) return joined.length === 0 ? undefined : t('nobodyWorks');
  return t.rich('nobodyWorksNext', { name: <bdi>{next.name}</bdi>, when: <LocalTime at={next.nextWorking} form="spoken" /> });
};

const soonest = (one: ActorLine, other: ActorLine): number => (one.nextWorking ?? '9').localeCompare(other.nextWorking ?? '9');

const FINDABLE = 8;

const People = ({ people, view }: { readonly people: readonly ActorLine[]; readonly view: 'name' | 'clock' }): ReactNode => {
  const [query, setQuery] = useState('');
  const found = query.trim() === '' ? people : findPeople(people, query);
  return (
    <Stack>
      {people.length > FINDABLE && <TextField label={t('find')} value={query} onChange={setQuery} />}
      {found.length === 0 && <EmptyState title={t('noMatch', { query: query.trim() })}>{t('noMatchText')}</EmptyState>}
      {view === 'name' ? <Lines people={found} label={t('people')} /> : <ByClock people={found} />}
      {people.length === 1 && (
        <EmptyState title={t('onlyYou')} actions={<ButtonLink href="/people/invite">{t('invite')}</ButtonLink>}>
          {t('onlyYouText')}
        </EmptyState>
      )}
    </Stack>
  );
};

const findPeople = (people: readonly ActorLine[], query: string): readonly ActorLine[] => {
  const byId = new Map(people.map((line) => [line.id, line]));
  const options = people.map((line) => ({
    value: line.id,
    label: line.name,
    words: [line.handle, line.title, line.zone === null ? '' : `${placeOf(line.zone)} ${line.zone}`, ...line.skills].join(' '),
  }));
  return matching(options, query).flatMap(({ value }) => byId.get(value) ?? []);
};

/** Who is there, who comes next, who is away. */
const ByClock = ({ people }: { readonly people: readonly ActorLine[] }): ReactNode => {
  const active = people.filter(({ status }) => status === 'active');
  const latest = (one: ActorLine, other: ActorLine): number => (one.worksUntil ?? '9').localeCompare(other.worksUntil ?? '9');
  const away = active.filter(({ onLeaveUntil }) => onLeaveUntil !== null);
  const here = active.filter(({ onLeaveUntil }) => onLeaveUntil === null);
  const groups = [
    { title: t('worksNow'), lines: here.filter(({ workingNow }) => workingNow).toSorted(latest) },
    { title: t('worksLater'), lines: here.filter(({ workingNow }) => !workingNow).toSorted(soonest) },
    { title: t('onLeave'), lines: away },
    { title: t('invited'), lines: people.filter(({ status }) => status === 'invited') },
  ];
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => (
      <Section key={title} title={title} side={lines.length}>
        <Lines people={lines} label={title} />
      </Section>
    ));
};

/** How many are drawn at a time: the whole directory is here, but nobody reads a thousand rows. */
const AT_ONCE = 50;

const Lines = ({ people, label }: { readonly people: readonly ActorLine[]; readonly label: string }): ReactNode => {
  const me = useMe();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <Rows label={label}>
        {people.slice(0, shown).map((line) => (
          <Row
            key={line.id}
            title={line.name}
            href={pageOf(line)}
            sub={[line.id === me.actor.id && t('you'), line.role === 'steward' && t('steward'), line.title, ...line.skills]
              .filter(Boolean)
              .join(' · ')}
            right={line.zone !== null && <TheirTime zone={line.zone} />}
            under={<StandingOf line={line} />}
            quiet={line.status !== 'active'}
          />
        ))}
      </Rows>
      {people.length > shown && (
        <More busy={false} onMore={() => setShown(shown + AT_ONCE)}>
          {t('more')}
        </More>
      )}
    </>
  );
};
