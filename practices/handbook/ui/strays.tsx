import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

/** Addresses that pages' moves have led astray in clones and exports, for who can write them anew. */
export const Strays = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const [done, setDone] = useState<{ readonly addresses: number; readonly left: number } | null>(null);
  const found = useGet('/api/pages/:id/strays', { params: { id: page.id } }, { live: { artifact: page.number } });
  const straighten = useSend('POST', '/api/pages/:id/strays', {
    onSent: ({ addresses, left }) => {
      setDone({ addresses, left: left.length });
      void found.refetch();
    },
  });
  const pages = found.data?.pages.filter(({ writable }) => writable) ?? [];
  if (pages.length === 0 && done === null) return null;
  const addresses = pages.reduce((sum, one) => sum + one.addresses.length, 0);
  return (
    <Section title={t('strays')}>
      {done && <Note>{t('straysDone', { n: done.addresses })}</Note>}
      {done && done.left > 0 && <Note>{t('straysLeft', { n: done.left })}</Note>}
      {pages.length > 0 && (
        <>
          <Note>{t('straysLead', { n: addresses, pages: t('straysPages', { n: pages.length }) })}</Note>
          <Fold title={t('straysWhich')} small>
            <Rows label={t('strays')}>
              {pages.slice(0, 50).map(({ id, number, title, addresses: here }) => (
                <Row
                  key={id}
                  title={title}
                  href={`/handbook/${number}`}
                  sub={here.slice(0, 5).map(({ href, to }) => (
                    <div key={href}>{t('straysFromTo', { href, to })}</div>
                  ))}
                />
              ))}
            </Rows>
          </Fold>
          <ErrorNote problem={straighten.problem} />
          <Buttons>
            <Button busy={straighten.busy} onClick={() => void straighten.send({ params: { id: page.id }, body: {} })}>
              {t('straighten')}
            </Button>
          </Buttons>
        </>
      )}
    </Section>
  );
};
