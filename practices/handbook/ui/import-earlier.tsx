import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './import-strings.ts';
import { hasEnded, type Import } from './import-watch.tsx';

/** One's own imports: what goes on is found again, and what came of the others. */
export const EarlierImports = (): ReactNode => {
  const { data } = useGet('/api/imports/handbook');
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={t('earlier')}>
      <Rows>
        {data.items.map((one) => (
          <Row
            key={one.id}
            title={one.source}
            href={`/handbook/import?import=${one.id}`}
            sub={words(one)}
            right={<LocalTime at={one.createdAt} />}
            quiet={hasEnded(one)}
          />
        ))}
      </Rows>
    </Section>
  );
};

const words = ({ state }: Import): string => {
  if (state === 'done') return t('state_done');
  if (state === 'cancelled') return t('state_cancelled');
  if (state === 'failed') return t('state_failed');
  return state === 'uploading' ? t('state_uploading') : t('state_working');
};
