import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

type Run = ReplyOf<'GET', '/api/runs/:id'>;

const may = ({ actions }: Run, action: string): boolean => actions.some((one) => one.action === action && one.may);

/** One’s stance on a change: said here, or on the forge. */
export const Acts = ({ number, run }: { readonly number: number; readonly run: Run }): ReactNode => {
  const [objecting, setObjecting] = useState(false);
  const draft = useDraft(`objection to change ${number}`, '');
  const stance = useSend('POST', '/api/runs/:id/stances', {
    onSent: () => {
      draft.clear();
      setObjecting(false);
    },
  });
  const take = (body: { stance: 'agree' | 'abstain' | 'object'; reason?: string }) =>
    void stance.send({ params: { id: number }, body });
  if (!may(run, 'agree') && !may(run, 'object')) return null;
  return (
    <Stack>
      {objecting ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            take({ stance: 'object', reason: draft.value });
          }}
        >
          <TextArea
            label={t('reason')}
            hint={t('reasonHint')}
            value={draft.value}
            onChange={draft.set}
            error={fieldError(stance.problem, '/reason')}
          />
          <Buttons>
            <Button type="submit" tone="stop" busy={stance.busy}>
              {t('send')}
            </Button>
            <Button tone="quiet" onClick={() => setObjecting(false)}>
              {t('cancel')}
            </Button>
          </Buttons>
        </form>
      ) : (
        <Buttons label={t('stanceOf')}>
          <Button tone="primary" keyHint="a" busy={stance.busy} onClick={() => take({ stance: 'agree' })}>
            {t('agreeDo')}
          </Button>
          <Button keyHint="o" onClick={() => setObjecting(true)}>
            {t('objectDo')}
          </Button>
          <Button tone="quiet" busy={stance.busy} onClick={() => take({ stance: 'abstain' })}>
            {t('abstainDo')}
          </Button>
        </Buttons>
      )}
      <ErrorNote problem={stance.problem} shown={objecting ? ['/reason'] : []} />
    </Stack>
  );
};
