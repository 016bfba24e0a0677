import type { ReactNode } from 'react';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';
import { useEngine } from './use-engine.ts';

/** Protocols of real organizations, each with its source, by what they govern. */
export const Screen = (): ReactNode => {
  const { answer, failed } = useEngine('gallery', { ask: 'gallery' });
  const groups = [...Map.groupBy(answer?.exhibits ?? [], ({ governs }) => governs)].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <Page title={t('gallery')} lead={t('galleryLead')}>
      {failed && <ErrorNote problem={{ code: 'offline-engine', title: t('galleryFailed') }} />}
      {!answer && !failed && <Skeleton />}
      {groups.map(([governs, exhibits]) => (
        <Section key={governs} title={`${governs.charAt(0).toUpperCase()}${governs.slice(1)}`}>
          <Rows label={governs}>
            {exhibits.map(({ id, words, short, source }) => (
              <Row
                key={id}
                title={id}
                href={`/protocols/try?gallery=${encodeURIComponent(id)}`}
                sub={words || short}
                right={
                  source === null ? null : (
                    <a href={source} rel="noreferrer">
                      {new URL(source).host.replace(/^www\./, '')}
                    </a>
                  )
                }
              />
            ))}
          </Rows>
        </Section>
      ))}
    </Page>
  );
};
