import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Compared } from '#web/ui/compared.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { t } from './strings.ts';

interface Proposing {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly author: { readonly id: string };
}

/** What a decision proposes for a page, compared with it by word, and what became of it. */
export const ProposedText = ({ decision }: { readonly decision: Proposing }): ReactNode => {
  const { number, author, status } = decision;
  const mine = useMe().actor.id === author.id;
  const found = useGet('/api/decisions/:id/text', { params: { id: number } }, { live: { artifact: number } });
  const letGo = useSend('DELETE', '/api/decisions/:id/text');
  if (!found.data) return found.error ? <ErrorNote problem={found.error} /> : <Skeleton />;
  const { page, base, comparison, conflicts, fate } = found.data;
  const link = <a href={`/handbook/${page.number ?? page.id}`}>{page.title}</a>;
  const title = base === 0 ? t('proposedNew', { title: page.title }) : t.rich('proposedFor', { page: link });
  return (
    <Section title={title}>
      {fate?.is === 'published' && (
        <Note>
          {t.rich(fate.merged ? 'proposedMerged' : 'proposedPublished', {
            n: fate.revision,
            page: link,
            when: <LocalTime at={fate.at} />,
          })}
        </Note>
      )}
      {fate?.is === 'held' && (
        <Note>
          {t('proposedHeld', { why: fate.message })} {fate.open && t('proposedHeldOpen')}
        </Note>
      )}
      {status === 'open' && conflicts.length > 0 && <Note>{t('proposedConflict', { n: conflicts.length })}</Note>}
      {comparison.apart && base > 0 && <Note>{t('apart')}</Note>}
      <Compared lines={comparison.lines} label={t('proposedText')} />
      <ErrorNote problem={letGo.problem} />
      {mine && fate?.is === 'held' && fate.open && (
        <Buttons>
          <ButtonLink href={`/decisions/${number}/text`} tone="primary">
            {t('proposeAnew')}
          </ButtonLink>
          <Confirm
            ask={t('letGoAsk')}
            does={t('letGo')}
            tone="quiet"
            busy={letGo.busy}
            onConfirm={() => void letGo.send({ params: { id: number } })}
          >
            {t('letGo')}
          </Confirm>
        </Buttons>
      )}
      {mine && status === 'open' && (
        <Buttons>
          <ButtonLink href={`/decisions/${number}/text`} tone="quiet">
            {t('amendText')}
          </ButtonLink>
        </Buttons>
      )}
    </Section>
  );
};
