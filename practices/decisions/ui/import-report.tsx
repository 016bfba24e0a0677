import type { ReactNode } from 'react';
import { Done } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { Result } from './importing.ts';
import { t } from './import-strings.ts';

/** What became of each file: counted where it went well, by name and reason where it did not. */
export const ImportReport = ({ result }: { readonly result: Result }): ReactNode => {
  const { created, changed, unchanged, refused, remarks, kept, cycles } = result;
  return (
    <>
      <p>
        <Done>{summaryOf(result)}</Done>
      </p>
      {created + changed > 0 && unchanged > 0 && <p>{t('unchanged', { n: unchanged })}.</p>}
      {refused.length > 0 && (
        <Section title={t('refused', { n: refused.length })}>
          <Rows>
            {refused.map((file) => (
              <Row
                key={file.path}
                title={file.path}
                sub={file.line === undefined ? file.reason : t('atLine', { reason: file.reason, line: file.line })}
                quiet
              />
            ))}
          </Rows>
        </Section>
      )}
      {kept.length > 0 && (
        <Section title={t('kept', { n: kept.length })}>
          <Rows>
            {kept.map(({ path, words }) => (
              <Row key={path} title={path} sub={words} quiet />
            ))}
          </Rows>
        </Section>
      )}
      {remarks.length > 0 && (
        <Section title={t('warnings', { n: new Set(remarks.map(({ path }) => path)).size })}>
          <Rows>
            {remarks.map((one, index) => (
              <Row key={index} title={one.path} sub={one.words} quiet />
            ))}
          </Rows>
        </Section>
      )}
      {cycles.length > 0 && (
        <Section title={t('circles')}>
          <Rows>
            {cycles.map((paths) => (
              <Row key={paths.join('\n')} title={paths.join(', ')} quiet />
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
};

const summaryOf = ({ created, changed, unchanged, total, cancelled }: Result): string => {
  if (cancelled) return t('cancelled', { done: created + changed + unchanged, total });
  if (total === 0) return t('noRecords');
  if (created + changed + unchanged === 0) return t('noneTaken');
  if (created + changed === 0) return t(unchanged === total ? 'nothingChanged' : 'nothingElseChanged', { n: unchanged });
  const parts = [created > 0 ? t('created', { n: created }) : null, changed > 0 ? t('changed', { n: changed }) : null];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
};
