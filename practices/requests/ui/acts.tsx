import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { go } from '#web/ui/go.ts';
import { Menu, type MenuItem } from '#web/ui/menu.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { AskAgain } from './ask-again.tsx';
import { may, type Request } from './asked.ts';
import { ACTION_WORDS, t } from './one-strings.ts';
import { PassOn } from './pass-on.tsx';

/** Which of the acts that need words is open. */
export type ActForm = 'ask-clarification' | 'answer-clarification' | 'accept' | 'ask-again' | 'withdraw' | 'pass-on';

/**
 * What one may do beside answering; and what one may not do now, with its reason. Which form is open is its page's to know: a page that is
 * turned or made narrow puts the acts elsewhere, and what is being written stays.
 */
export const Acts = ({
  request,
  form,
  onForm: setForm,
  brief = false,
}: {
  readonly request: Request;
  readonly form: ActForm | null;
  readonly onForm: (form: ActForm | null) => void;
  /** Without what one may not do. */
  readonly brief?: boolean;
}): ReactNode => {
  const me = useMe().actor.id;
  const accept = useSend('POST', '/api/requests/:id/acceptances');
  const decide = useSend('POST', '/api/requests/:id/decisions', { onSent: ({ number }) => go(`/decisions/${number}/edit`) });
  const back = askedBack(request);
  const close = (): void => setForm(null);
  const items: readonly MenuItem[] = [
    ...(may(request, 'accept') ? [{ label: t('acceptWords'), act: () => setForm('accept') }] : []),
    { label: t('makeTask'), act: () => go(`/tasks/new?from=${request.number}`) },
    { label: t('makeDecision'), act: () => void decide.send({ params: { id: request.number }, body: {} }) },
    ...(may(request, 'withdraw') ? [{ label: t('withdraw'), act: () => setForm('withdraw'), tone: 'stop' as const }] : []),
  ];
  const refused = request.actions.filter((one) => !one.may && one.because !== null);
  return (
    <Stack>
      {form === null && (
        <Buttons label={t('yourTurn')}>
          {may(request, 'accept') && (
            <Button
              tone="primary"
              keyHint="a"
              busy={accept.busy}
              onClick={() => void accept.send({ params: { id: request.number }, body: {} })}
            >
              {t('accept')}
            </Button>
          )}
          {may(request, 'ask-again') && (
            <Button keyHint="r" onClick={() => setForm('ask-again')}>
              {t('askAgain')}
            </Button>
          )}
          {back && me === request.author.id && (
            <Button tone="primary" keyHint="b" onClick={() => setForm('answer-clarification')}>
              {t('answerBack', { name: back.name })}
            </Button>
          )}
          {may(request, 'pass-on') && (
            <Button keyHint="p" onClick={() => setForm('pass-on')}>
              {t('passOn')}
            </Button>
          )}
          {may(request, 'ask-clarification') && (
            <Button tone="quiet" keyHint="b" onClick={() => setForm('ask-clarification')}>
              {t('askBack')}
            </Button>
          )}
          <Menu items={items} label={t('more')} />
        </Buttons>
      )}
      <ErrorNote problem={accept.problem ?? decide.problem} />
      {form !== null && (
        <Unfolded key={form} label={ACTION_WORDS[form] ?? form} onClose={close}>
          {form === 'pass-on' ? (
            <PassOn request={request} onDone={close} />
          ) : (
            <Words form={form} request={request} back={back} onDone={close} />
          )}
        </Unfolded>
      )}
      {!brief && refused.length > 0 && (
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

/** Whoever asked back last and has no answer yet. */
const askedBack = (request: Request): { readonly id: string; readonly name: string } | null => {
  if (!may(request, 'answer-clarification')) return null;
  const said = request.rounds.at(-1)?.said ?? [];
  const open = said.findLast(
    (one, index) => one.to === null && !said.slice(index + 1).some((later) => later.to?.id === one.by.id),
  );
  return open?.by ?? null;
};

/** The acts that need words, and where they go. */
const Words = (props: {
  readonly form: Exclude<ActForm, 'pass-on'>;
  readonly request: Request;
  readonly back: { readonly id: string; readonly name: string } | null;
  readonly onDone: () => void;
}): ReactNode => {
  const { form, request, back, onDone } = props;
  const { id, number, author } = request;
  const path = `/api/requests/${number}`;
  const common = { draft: `${form} ${id}`, onDone };
  const letter = (to: string, label: string) => ({ path: `${path}/${to}`, label, href: `/requests/${number}` });
  switch (form) {
    case 'ask-clarification':
      return (
        <WordsForm
          {...common}
          label={t('askBackLabel', { name: author.name })}
          hint={t('askBackHint')}
          letter={letter('clarifications', t('askBackLetter', { number }))}
          does={t('askBackDo')}
        />
      );
    case 'answer-clarification':
      return (
        back && (
          <WordsForm
            {...common}
            label={t('answerBackLabel', { name: back.name })}
            letter={letter(`clarifications/${back.id}/answers`, t('answerBackLetter', { number }))}
            does={t('send')}
          />
        )
      );
    case 'accept':
      return (
        <WordsForm
          {...common}
          label={t('acceptLabel')}
          field="words"
          optional
          letter={letter('acceptances', t('accept'))}
          does={t('accept')}
        />
      );
    case 'ask-again':
      return <AskAgain request={request} letter={letter('rounds', t('askAgainLetter', { number }))} onDone={onDone} />;
    case 'withdraw':
      return (
        <WordsForm
          {...common}
          label={t('whyOptional')}
          field="reason"
          optional
          stop
          letter={letter('withdrawals', t('withdrawLetter', { number }))}
          does={t('withdrawDo')}
        />
      );
  }
};
