import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';

/** A second look at a text: only when it is asked for, with the reason for each remark, and nothing that must be done. */
export const WritingCheck = ({ text }: { readonly text: string }): ReactNode => {
  const check = useSend('POST', '/api/pages/checks');
  const { reply } = check;
  const look = (
    <Buttons>
      <Button tone="quiet" busy={check.busy} onClick={() => void check.send({ body: { text } })}>
        {reply ? t('checkAgain') : t('checkWriting')}
      </Button>
    </Buttons>
  );
  if (!reply)
    return (
      <>
        {look}
        <ErrorNote problem={check.problem} />
      </>
    );
  return (
    <Section title={t('checkWriting')} bare>
      <Note>
        {t('checkFacts', { words: reply.words, minutes: t('checkMinutes', { n: reply.minutes }) })}{' '}
        {reply.remarks.length === 0 ? t('checkNothing') : t('checkOnly')}
      </Note>
      <Rows label={t('checkWriting')}>
        {reply.remarks.map(({ kind, line, quote, why, instead }, index) => (
          <Row
            key={`${kind} ${index}`}
            title={quote === null ? why : `“${quote}”`}
            sub={
              <>
                {quote !== null && why} {instead.length > 0 && t('checkInstead', { instead: instead.join(', ') })}
              </>
            }
            right={line === null ? undefined : t('checkLine', { line })}
            quiet
            brief
          />
        ))}
      </Rows>
      {look}
      <ErrorNote problem={check.problem} />
    </Section>
  );
};
