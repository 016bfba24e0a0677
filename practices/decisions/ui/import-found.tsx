import type { ReactNode } from 'react';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { Found } from './importing.ts';
import { t } from './import-strings.ts';

const FEW = 5;

/** What is in the folder that was chosen, before anything is sent: how many files, how many records, and the first of them. */
export const ImportFound = ({ found: { files, total, batches } }: { readonly found: Found }): ReactNode => (
  <Section title={`${t('foundFiles', { n: files })}, ${t('foundRecords', { n: total })}`}>
    <Rows>
      {batches
        .flat()
        .slice(0, FEW)
        .map(({ key, title }) => (
          <Row key={key} title={title} sub={key} quiet />
        ))}
    </Rows>
    {total > FEW && <p>{t('foundMore', { n: total - FEW })}</p>}
  </Section>
);
