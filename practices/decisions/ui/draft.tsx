import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { may, offered } from './offers.ts';
import { Opening } from './opening.tsx';

/** A draft: edit it, see whom it would ask, open it. */
export const Draft = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const open = useSend('POST', '/api/decisions/:id/openings');
  const { actions, number } = decision;
  const ready = may(actions, 'open');
  return (
    <>
      <Buttons>
        {ready && (
          <Button tone="primary" keyHint="o" busy={open.busy} onClick={() => void open.send({ params: { id: number } })}>
            {t('open')}
          </Button>
        )}
        {may(actions, 'revise') && (
          <ButtonLink href={`/decisions/${number}/edit`} keyHint="e" tone={ready ? 'plain' : 'primary'}>
            {t('edit')}
          </ButtonLink>
        )}
      </Buttons>
      {ready ? <Opening decision={decision} /> : <Note>{offered(actions, 'open')?.because ?? t('openHint')}</Note>}
      <ErrorNote problem={open.problem} />
    </>
  );
};
