import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { go } from '#web/ui/go.ts';
import { Menu, type MenuItem } from '#web/ui/menu.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { Words, type WordsAct } from './act-words.tsx';
import { Finish } from './finish.tsx';
import { HandOver } from './hand-over.tsx';
import { ACTION_WORDS, t } from './one-strings.ts';
import { Split } from './split.tsx';
import { may, type Task } from './tasks.ts';

/** Which of the acts that need words is open. */
export type ActForm = WordsAct | 'finish' | 'offer' | 'split';

/** What one may do with a task; and what one may not do now, with its reason. Which form is open is its page's to know. */
export const Acts = (props: {
  readonly task: Task;
  readonly form: ActForm | null;
  readonly onForm: (form: ActForm | null) => void;
  /** Without what one may not do. */
  readonly brief?: boolean;
}): ReactNode => {
  const { task, form, onForm } = props;
  const claim = useSend('POST', '/api/tasks/:id/claims');
  const end = useSend('DELETE', '/api/tasks/:id/offers');
  const params = { id: task.number };
  const close = (): void => onForm(null);
  const open = (name: ActForm) => () => onForm(name);
  const taking = task.status === 'claimed';
  const declines = may(task, 'end-offer');
  const mine = may(task, 'finish') || may(task, 'offer');
  const items: readonly MenuItem[] = [
    ...(may(task, 'revise') ? [{ label: t('edit'), act: () => go(`/tasks/${task.number}/edit`) }] : []),
    ...(may(task, 'activity') && !may(task, 'finish') ? [{ label: t('note'), act: open('activity') }] : []),
    ...(may(task, 'drop') && task.status !== 'claimed' ? [{ label: t('split'), act: open('split') }] : []),
    ...(may(task, 'drop') ? [{ label: t('drop'), act: open('drop'), tone: 'stop' as const }] : []),
  ];
  const refused = task.actions.filter(
    ({ action, may: may_, because }) => !may_ && because !== null && action in ACTION_WORDS && isNews(task, action),
  );
  return (
    <Stack>
      {form === null && (
        <Buttons label={t('yourTurn')}>
          {may(task, 'claim') && (
            <Button tone="primary" keyHint="c" busy={claim.busy} onClick={() => void claim.send({ params })}>
              {t(taking ? 'takeOver' : 'claim')}
            </Button>
          )}
          {declines && (
            <Button tone="quiet" busy={end.busy} onClick={() => void end.send({ params })}>
              {t(mine ? 'takeBack' : 'decline')}
            </Button>
          )}
          {may(task, 'finish') && (
            <Button tone="primary" keyHint="f" onClick={open('finish')}>
              {t('finish')}
            </Button>
          )}
          {may(task, 'extend') && (
            <Button keyHint="e" onClick={open('extend')}>
              {t('extend')}
            </Button>
          )}
          {may(task, 'offer') && (
            <Button keyHint="o" onClick={open('offer')}>
              {t('handOver')}
            </Button>
          )}
          {may(task, 'release') && (
            <Button keyHint="b" onClick={open('release')}>
              {t('release')}
            </Button>
          )}
          {may(task, 'keep') && task.asking && (
            <Button keyHint="k" onClick={open('keep')}>
              {t('keep')}
            </Button>
          )}
          {may(task, 'reopen') && (
            <Button keyHint="r" onClick={open('reopen')}>
              {t('reopen')}
            </Button>
          )}
          {items.length > 0 && <Menu items={items} label={t('more')} />}
        </Buttons>
      )}
      <ErrorNote problem={claim.problem ?? end.problem} />
      {form === 'finish' && <Finish task={task} onDone={close} />}
      {form === 'offer' && <HandOver task={task} onDone={close} />}
      {form === 'split' && <Split task={task} onDone={close} />}
      {form !== null && form !== 'finish' && form !== 'offer' && form !== 'split' && (
        <Words act={form} task={task} onDone={close} />
      )}
      {props.brief !== true && refused.length > 0 && (
        <Fold title={t('notNow')} small>
          <Lines>
            {refused.map((one) => (
              <Line key={one.action}>
                {ACTION_WORDS[one.action] ?? one.action}: {one.because}
              </Line>
            ))}
          </Lines>
        </Fold>
      )}
    </Stack>
  );
};

/** That one may not finish what one does not hold is no news. */
const isNews = (task: Task, action: string): boolean => {
  if (action === 'claim') return true;
  if (action === 'reopen' || action === 'offer') return false;
  return task.status === 'claimed' && may(task, 'finish');
};
