import type { ReactNode } from 'react';
import { endingParts } from '#kernel/protocol/ending-words.ts';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

/** What is proposed for a page and not decided yet: what happens by itself, and when. */
export const Proposals = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const found = useGet('/api/pages/:id/proposals', { params: { id: page.id } }, { live: { kinds: ['decision'] } });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('proposals')}>
      <Rows label={t('proposals')}>
        {items.map(({ id, number, title, by, dueAt, ending }) => (
          <Row
            key={id}
            title={title.startsWith(`${page.title}: `) ? title.slice(page.title.length + 2) : title}
            href={`/decisions/${number}`}
            sub={t('proposedBy', { name: by.name })}
            under={
              ending !== null &&
              dueAt !== null && (
                <>
                  {endingParts(ending).what} <LocalTime at={dueAt} />
                </>
              )
            }
          />
        ))}
      </Rows>
    </Section>
  );
};
