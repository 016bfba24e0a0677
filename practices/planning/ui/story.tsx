import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Remark, Remarks } from '#web/ui/remark.tsx';
import { Line, Lines, Saying, Sayings } from '#web/ui/saying.tsx';
import { sizeWords } from '#ui/work';
import type { Plan } from './plan.tsx';
import { ReviseForm } from './story-form.tsx';
import { t } from './strings.ts';

type Story = Plan['stories'][number];

/** A story: what it is, when it is done, what is open about it. */
export const StoryCard = ({ plan, story }: { readonly plan: Plan; readonly story: Story }): ReactNode => (
  <Remarks>
    <Remark head={<Head story={story} />}>
      {story.html !== '' && <HtmlDocument html={story.html} small />}
      {story.criteria.length > 0 && (
        <Lines label={t('doneWhen')}>
          {story.criteria.map((one, index) => (
            <Line key={index} now>
              {one}
            </Line>
          ))}
        </Lines>
      )}
      {story.concerns.length > 0 && (
        <Sayings>
          {story.concerns.map((one, index) => (
            <Saying
              key={index}
              who={<PersonName name={one.by.name} />}
              did={t('raised')}
              {...(one.settled ? {} : { tone: 'stop' as const })}
              when={<LocalTime at={one.at} />}
              words={one.text}
              then={
                one.settled &&
                (one.settled.words === ''
                  ? t('settledPlain', { name: one.settled.by.name })
                  : t('settledBy', { name: one.settled.by.name, words: one.settled.words }))
              }
            />
          ))}
        </Sayings>
      )}
      <StoryActs plan={plan} story={story} />
    </Remark>
  </Remarks>
);

const Head = ({ story }: { readonly story: Story }): ReactNode => (
  <>
    <strong dir="auto">{story.title}</strong>
    {' · '}
    {t(story.depth)} · {sizeWords(story.minutes)} · {t('by', { name: story.by.name })}
    {story.goal && <> · {t.rich('forGoal', { goal: <a href={`/goals/${story.goal.number}`}>{story.goal.title}</a> })}</>}
    {story.left && ` · ${t('left')}`}
    {story.task && (
      <>
        {' · '}
        <a href={`/tasks/${story.task.number}`}>{t('became', { number: story.task.number })}</a>
      </>
    )}
  </>
);

const StoryActs = ({ plan, story }: { readonly plan: Plan; readonly story: Story }): ReactNode => {
  const me = useMe().actor.id;
  const [form, setForm] = useState<string | null>(null);
  const params = { id: plan.number, story: story.id };
  const leave = useSend('DELETE', '/api/plans/:id/stories/:story');
  const take = useSend('PUT', '/api/plans/:id/stories/:story');
  const { status, mine } = plan;
  if (status === 'planned' || status === 'withdrawn') return null;
  const reading = status === 'commenting' || status === 'settling';
  const open = story.concerns.filter(({ settled }) => settled === null);
  const mayRaise = reading && mine.contributes && !story.left && !open.some(({ by }) => by.id === me);
  const settles = open.filter(({ by }) => by.id === me || mine.author);
  const path = `/api/plans/${plan.number}/stories/${story.id}`;
  const letter = (to: string) => ({
    path: `${path}/${to}`,
    label: t('letter', { number: plan.number }),
    href: `/plans/${plan.number}`,
  });
  const close = (): void => setForm(null);
  return (
    <>
      {form === null && (
        <Buttons>
          {mayRaise && <Button onClick={() => setForm('raise')}>{t('raise')}</Button>}
          {settles.map(({ by }) => (
            <Button key={by.id} onClick={() => setForm(by.id)}>
              {t('settle')}
            </Button>
          ))}
          {!story.left && mine.contributes && (
            <Button tone="quiet" label={t('reviseStory', { title: story.title })} onClick={() => setForm('revise')}>
              {t('edit')}
            </Button>
          )}
          {!story.left && (mine.author || story.by.id === me) && (
            <Button tone="quiet" busy={leave.busy} onClick={() => void leave.send({ params })}>
              {t('leaveOut')}
            </Button>
          )}
          {story.left && mine.author && (
            <Button tone="quiet" busy={take.busy} onClick={() => void take.send({ params })}>
              {t('takeIn')}
            </Button>
          )}
        </Buttons>
      )}
      <ErrorNote problem={leave.problem ?? take.problem} />
      {form === 'raise' && (
        <WordsForm
          draft={`raise ${plan.id} ${story.id}`}
          label={t('raiseLabel')}
          letter={letter('concerns')}
          does={t('raiseDo')}
          onDone={close}
        />
      )}
      {form === 'revise' && <ReviseForm plan={plan} story={story} onDone={close} />}
      {form !== null && form !== 'raise' && form !== 'revise' && (
        <WordsForm
          draft={`settle ${plan.id} ${story.id} ${form}`}
          label={t('settleLabel')}
          field="words"
          optional={form === me}
          body={{ of: form }}
          letter={letter('settlements')}
          does={t('settleDo')}
          onDone={close}
        />
      )}
    </>
  );
};
