import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Compared } from '#web/ui/compared.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { t } from './live-strings.ts';
import { t as page } from './strings.ts';

/** What a text would change, when it is asked for. */
export const Changes = ({ number, text }: { readonly number: string; readonly text: string }): ReactNode => {
  const compare = useSend('POST', '/api/pages/:id/comparisons');
  const { reply } = compare;
  const changed = reply?.lines.some(({ kind }) => kind !== 'same') ?? false;
  return (
    <>
      {reply && (
        <Section title={t('changesTitle')} bare>
          {reply.apart && <Note>{page('apart')}</Note>}
          {changed ? <Compared lines={reply.lines} label={t('changesTitle')} /> : <Note>{t('changesNone')}</Note>}
        </Section>
      )}
      <ErrorNote problem={compare.problem} />
      <Buttons>
        <Button
          tone="quiet"
          busy={compare.busy}
          onClick={() => void compare.send({ params: { id: number }, body: { body: text } })}
        >
          {t(reply ? 'changesAgain' : 'changes')}
        </Button>
      </Buttons>
    </>
  );
};
