import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers } from '#ui/comments';
import { useGet } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines, Saying, Sayings } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone, useIsWide } from '#web/ui/side-panel.tsx';
import { Acts, type ActForm } from './acts.tsx';
import { Facts, Fate } from './facts.tsx';
import { t } from './one-strings.ts';
import { ForgeIssue } from './forge-issue.tsx';
import { Outputs } from './outputs.tsx';
import { may, type Task } from './tasks.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const task = useGet('/api/tasks/:id', { params: { id: number } }, { live: { artifact: number } });
  if (task.data) return <Shown key={task.data.id} task={task.data} />;
  return (
    <Page title={t('number', { number })}>
      {task.error ? <ErrorNote problem={task.error} retry={() => void task.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ task }: { readonly task: Task }): ReactNode => {
  const [form, setForm] = useState<ActForm | null>(null);
  const wide = useIsWide();
  const phone = useIsPhone();
  const acts = <Acts task={task} form={form} onForm={setForm} />;
  const panel = {
    label: t('around'),
    summary: phone ? <Fate task={task} /> : t('around'),
    children: (
      <>
        {wide && acts}
        <Links links={task.links} />
        <Readers on={task.id} />
        <History history={task.history} />
      </>
    ),
  };
  return (
    <Page title={task.title} meta={<Facts task={task} pill={!phone} />} panel={panel}>
      {task.asking && <Note>{t('asked', { name: task.asking.owner.name })}</Note>}
      {task.offer && (
        <Note>
          {t.rich('offered', {
            by: task.offer.by.name,
            to: task.offer.to.name,
            when: <LocalTime at={task.offer.dueAt} />,
          })}
        </Note>
      )}
      {!wide && acts}
      <Criteria task={task} />
      {task.html !== '' && (
        <Section title={t('whatItIs')} bare>
          <HtmlDocument html={task.html} />
        </Section>
      )}
      {task.done && task.done.html !== '' && (
        <Section title={t('cameOf')} bare>
          <HtmlDocument html={task.done.html} />
        </Section>
      )}
      {task.notes.length > 0 && <Notes task={task} />}
      <Outputs task={task} />
      <ForgeIssue task={task} />
      <Discussion on={task.id} href={`/tasks/${task.number}`} what={`#${task.number}`} more={decideIt} />
    </Page>
  );
};

const Criteria = ({ task }: { readonly task: Task }): ReactNode => (
  <Section title={t('doneWhen')}>
    {task.criteria.length === 0 ? (
      <>
        <Note>{t('noCriteria')}</Note>
        {may(task, 'revise') && <ButtonLink href={`/tasks/${task.number}/edit`}>{t('addCriteria')}</ButtonLink>}
      </>
    ) : (
      <Lines label={t('doneWhen')}>
        {task.criteria.map((one, index) => (
          <Line key={index} now>
            {one}
          </Line>
        ))}
      </Lines>
    )}
  </Section>
);

/** What earlier holders left, newest first. */
const Notes = ({ task }: { readonly task: Task }): ReactNode => (
  <Section title={t('left')}>
    <Sayings label={t('left')}>
      {task.notes.toReversed().map((one, index) => (
        <Saying
          key={index}
          who={<PersonName name={one.by.name} />}
          did={t.rich(one.byItself ? 'byItself' : 'gaveBack', { when: <LocalTime at={one.at} /> })}
          words={one.note === '' ? null : one.note}
        />
      ))}
    </Sayings>
  </Section>
);

const decideIt = (comment: { readonly id: string }) => [
  { label: t('makeDecision'), href: `/decisions/new?comment=${comment.id}` },
];
