import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers, WordsForm } from '#ui/comments';
import { useGet, usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { TaskRow } from '../task-row.tsx';
import { GoalRows } from './list.tsx';
import { t } from './strings.ts';

type Goal = ReplyOf<'GET', '/api/goals/:id'>;

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const goal = useGet('/api/goals/:id', { params: { id: number } }, { live: { artifact: number } });
  if (goal.data) return <Shown key={goal.data.id} goal={goal.data} />;
  return (
    <Page title={t('number', { number })}>
      {goal.error ? <ErrorNote problem={goal.error} retry={() => void goal.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ goal }: { readonly goal: Goal }): ReactNode => {
  const panel = {
    label: t('around'),
    summary: t('around'),
    children: (
      <>
        <Links links={goal.links.filter((link) => !isShown(link))} />
        <Readers on={goal.id} />
        <History history={goal.history} />
      </>
    ),
  };
  return (
    <Page title={goal.title} meta={<Facts goal={goal} />} panel={panel}>
      {goal.outcome !== '' && (
        <Section title={t('reachedWhen')}>
          <Note>{goal.outcome}</Note>
        </Section>
      )}
      {goal.html !== '' && (
        <Section title={t('why')} bare>
          <HtmlDocument html={goal.html} />
        </Section>
      )}
      <Acts goal={goal} />
      <Below goal={goal} />
      <Tasks number={goal.number} />
      <Discussion on={goal.id} href={`/goals/${goal.number}`} what={`#${goal.number}`} />
    </Page>
  );
};

/** Tasks and goals that serve it have lists of their own, and the goal that it serves stands beside its title. */
const isShown = ({ kind, rel }: Goal['links'][number]): boolean => rel === 'implements' && (kind === 'task' || kind === 'goal');

const Facts = ({ goal }: { readonly goal: Goal }): ReactNode => {
  const { number, status, closed, setAt, dueAt, above, author, space } = goal;
  const when = <LocalTime at={closed?.at ?? setAt} form="date" />;
  return (
    <>
      <Pill {...(status === 'reached' ? { tone: 'go' as const } : {})}>
        <span>{t.rich(status === 'set' ? 'isSet' : status === 'reached' ? 'isReached' : 'isDropped', { when })}</span>
      </Pill>
      <span>{t('number', { number })}</span>
      <span>{t.rich('setBy', { name: <PersonName name={author.name} plain /> })}</span>
      {dueAt !== null && <span>{t.rich('due', { when: <LocalTime at={dueAt} form="date" /> })}</span>}
      {above && <span>{t.rich('serves', { goal: <a href={`/goals/${above.number}`}>{above.title}</a> })}</span>}
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
    </>
  );
};

const Acts = ({ goal }: { readonly goal: Goal }): ReactNode => {
  const [form, setForm] = useState<'reached' | 'dropped' | null>(null);
  const reopen = useSend('POST', '/api/goals/:id/reopenings');
  const { number, id } = goal;
  return (
    <Stack>
      {form === null && (
        <Buttons>
          {goal.status === 'set' ? (
            <>
              <ButtonLink href={`/tasks/new?goal=${number}`} tone="primary">
                {t('draftTask')}
              </ButtonLink>
              <Button onClick={() => setForm('reached')}>{t('reach')}</Button>
              <Button tone="quiet" onClick={() => setForm('dropped')}>
                {t('drop')}
              </Button>
            </>
          ) : (
            <Button busy={reopen.busy} onClick={() => void reopen.send({ params: { id: number }, body: {} })}>
              {t('reopen')}
            </Button>
          )}
        </Buttons>
      )}
      <ErrorNote problem={reopen.problem} />
      {form !== null && (
        <WordsForm
          key={form}
          draft={`close ${id}`}
          label={t(form === 'reached' ? 'reachLabel' : 'dropLabel')}
          field="words"
          body={{ as: form }}
          optional
          stop={form === 'dropped'}
          letter={{ path: `/api/goals/${number}/closings`, label: t('letter', { number }), href: `/goals/${number}` }}
          does={t(form === 'reached' ? 'reachDo' : 'dropDo')}
          onDone={() => setForm(null)}
        />
      )}
    </Stack>
  );
};

const Below = ({ goal }: { readonly goal: Goal }): ReactNode => {
  const goals = useGet('/api/goals', { query: { status: 'all' } });
  const below = (goals.data?.items ?? []).filter(({ above }) => above === goal.id);
  return (
    below.length > 0 && (
      <Section title={t('below')}>
        <GoalRows items={below} />
      </Section>
    )
  );
};

const Tasks = ({ number }: { readonly number: number }): ReactNode => {
  const list = usePages('/api/tasks', { query: { goal: number, limit: 50 } }, { live: { kinds: ['task'] } });
  return (
    <Section title={t('itsTasks')}>
      {list.error && <ErrorNote problem={list.error} retry={list.refetch} />}
      {list.items?.length === 0 && <Note>{t('noneYet')}</Note>}
      {list.items && list.items.length > 0 && (
        <Rows label={t('itsTasks')}>
          {list.items.map((item) => (
            <TaskRow key={item.id} item={item} />
          ))}
        </Rows>
      )}
      {list.hasMore && (
        <More onMore={list.more} busy={list.busy} held={list.error !== null}>
          {t('more')}
        </More>
      )}
    </Section>
  );
};
