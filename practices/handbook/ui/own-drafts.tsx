import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './live-strings.ts';

/** Where one has begun to write and not yet published. */
export const OwnDrafts = (): ReactNode => {
  const { items = [] } = useGet('/api/drafts', {}, { live: { kinds: ['page'] } }).data ?? {};
  if (items.length === 0) return null;
  return (
    <Section title={t('own')}>
      <Rows label={t('own')}>
        {items.map(({ id, number, title, updatedAt }) => (
          <Row key={id} title={title} href={`/handbook/${number}/edit`} right={<LocalTime at={updatedAt} />} brief />
        ))}
      </Rows>
    </Section>
  );
};
