import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers, WordsForm } from '#ui/comments';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone } from '#web/ui/side-panel.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { ProposeForm } from './story-form.tsx';
import { Room } from './room.tsx';
import { t } from './strings.ts';
import { StoryCard } from './story.tsx';

export type Plan = ReplyOf<'GET', '/api/plans/:id'>;

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const plan = useGet('/api/plans/:id', { params: { id: number } }, { live: { artifact: number } });
  if (plan.data) return <Shown key={plan.data.id} plan={plan.data} />;
  return (
    <Page title={t('number', { number })}>
      {plan.error ? <ErrorNote problem={plan.error} retry={() => void plan.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ plan }: { readonly plan: Plan }): ReactNode => {
  const phone = useIsPhone();
  const panel = {
    label: t('around'),
    summary: phone ? <Fate plan={plan} /> : t('around'),
    children: (
      <>
        {plan.readers.length > 0 && (
          <Section title={t('readers')} bare>
            <Lines>
              {plan.readers.map(({ person, status, dueAt }) => (
                <Line key={person.id} now={status === 'open'}>
                  {t.rich(READER[status], { name: person.name, when: <LocalTime at={dueAt} /> })}
                </Line>
              ))}
            </Lines>
          </Section>
        )}
        <Links links={plan.links.filter(({ kind }) => kind !== 'task')} />
        <Readers on={plan.id} />
        <History history={plan.history} />
      </>
    ),
  };
  return (
    <Page title={plan.title} meta={<Facts plan={plan} pill={!phone} />} panel={panel}>
      {plan.status === 'settling' && (
        <Note>{t('meet', { n: plan.stories.filter(isOpen).length, minutes: plan.meetingMinutes })}</Note>
      )}
      {plan.html !== '' && (
        <Section title={t('matters')} bare>
          <HtmlDocument html={plan.html} />
        </Section>
      )}
      <Room plan={plan} />
      <Acts plan={plan} />
      <Section title={t('storiesTitle')}>
        {plan.stories.length === 0 && <Note>{t('noStories')}</Note>}
        <Stack>
          {plan.stories.map((story) => (
            <StoryCard key={story.id} plan={plan} story={story} />
          ))}
        </Stack>
      </Section>
      <Discussion on={plan.id} href={`/plans/${plan.number}`} what={`#${plan.number}`} />
    </Page>
  );
};

const READER = { open: 'reads', read: 'read', away: 'away', lapsed: 'lapsed' } as const;

export const isOpen = ({ left, concerns }: Plan['stories'][number]): boolean =>
  !left && concerns.some(({ settled }) => settled === null);

const Facts = ({ plan, pill }: { readonly plan: Plan; readonly pill: boolean }): ReactNode => (
  <>
    {pill && (
      <Pill {...(plan.status === 'planned' ? { tone: 'go' as const } : {})}>
        <span>
          <Fate plan={plan} />
        </span>
      </Pill>
    )}
    <span>{t('number', { number: plan.number })}</span>
    <span>
      {t.rich('period', { from: <LocalTime at={plan.from} form="date" />, to: <LocalTime at={plan.to} form="date" /> })}
    </span>
    <span>{t.rich('begunBy', { name: <PersonName name={plan.author.name} plain /> })}</span>
    {plan.goals.map((goal) => (
      <span key={goal.id}>{t.rich('forGoal', { goal: <a href={`/goals/${goal.number}`}>{goal.title}</a> })}</span>
    ))}
    {plan.space && (
      <a href={`/spaces/${plan.space.slug}`} dir="auto">
        {plan.space.name}
      </a>
    )}
  </>
);

/** What happens and when. */
const Fate = ({ plan: { status, endsAt, met } }: { readonly plan: Plan }): ReactNode => {
  const when = endsAt === null ? '' : <LocalTime at={endsAt} />;
  switch (status) {
    case 'draft':
      return t('draftFate');
    case 'commenting':
      return t.rich('commentingFate', { when });
    case 'settling':
      return t.rich('settlingFate', { when });
    case 'planned':
      return t(met === true ? 'plannedMetFate' : 'plannedFate');
    case 'withdrawn':
      return t('withdrawnFate');
    default:
      return status satisfies never;
  }
};

const Acts = ({ plan }: { readonly plan: Plan }): ReactNode => {
  const [form, setForm] = useState<'propose' | 'withdraw' | null>(null);
  const open = useSend('POST', '/api/plans/:id/openings');
  const read = useSend('POST', '/api/plans/:id/readings');
  const params = { id: plan.number };
  const { status, mine } = plan;
  if (status === 'planned' || status === 'withdrawn') return null;
  return (
    <Stack>
      {form === null && (
        <Buttons label={t('actions')}>
          {status === 'commenting' && mine.asked === 'open' && (
            <Button tone="primary" keyHint="a" busy={read.busy} onClick={() => void read.send({ params })}>
              {t('haveRead')}
            </Button>
          )}
          {status === 'draft' && mine.author && plan.stories.length > 0 && (
            <Button tone="primary" keyHint="o" busy={open.busy} onClick={() => void open.send({ params })}>
              {t('openIt')}
            </Button>
          )}
          {mine.contributes && (
            <Button keyHint="p" onClick={() => setForm('propose')}>
              {t('propose')}
            </Button>
          )}
          {status === 'settling' && mine.author && <ButtonLink href={meetingOf(plan)}>{t('askMeeting')}</ButtonLink>}
          {mine.author && <ButtonLink href={`/plans/${plan.number}/edit`}>{t('edit')}</ButtonLink>}
          {mine.author && (
            <Button tone="quiet" onClick={() => setForm('withdraw')}>
              {t('withdraw')}
            </Button>
          )}
        </Buttons>
      )}
      <ErrorNote problem={open.problem ?? read.problem} />
      {form === 'propose' && <ProposeForm plan={plan} onDone={() => setForm(null)} />}
      {form === 'withdraw' && (
        <WordsForm
          draft={`withdraw ${plan.id}`}
          label={t('withdrawLabel')}
          field="reason"
          optional
          stop
          letter={{
            path: `/api/plans/${plan.number}/withdrawals`,
            label: t('letter', { number: plan.number }),
            href: `/plans/${plan.number}`,
          }}
          does={t('withdrawDo')}
          onDone={() => setForm(null)}
        />
      )}
    </Stack>
  );
};

/** A meeting of those who raised what is still open, as short as that is. */
const meetingOf = (plan: Plan): string => {
  const open = plan.stories.filter(isOpen).flatMap(({ concerns }) => concerns.filter(({ settled }) => settled === null));
  const people = [...new Set(open.map(({ by }) => by.id))].filter((id) => id !== plan.author.id);
  const query = new URLSearchParams({ title: plan.title, minutes: String(plan.meetingMinutes), people: people.join(',') });
  return `/meetings/new?${query.toString()}`;
};
