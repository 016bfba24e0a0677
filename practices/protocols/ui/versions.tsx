import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet, usePages } from '#web/api/query.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';

/** [P3] [P5] Every version of a protocol: why it is so, which decision made it, and what ran under it. */
export const Versions = ({ page, number }: { readonly page: string; readonly number: number }): ReactNode => {
  const [of, setOf] = useState<number | null>(null);
  const revisions = usePages('/api/pages/:id/revisions', { params: { id: page }, query: {} }, { live: { artifact: number } });
  const ran = useGet(
    '/api/protocols/:id/runs',
    { params: { id: page }, query: { limit: '1' } },
    { live: { kinds: ['decision', 'run'] } },
  );
  const runsOf = (version: number): number => ran.data?.versions.find((one) => one.version === version)?.runs ?? 0;
  return (
    <Section title={t('versions')}>
      {revisions.error && <ErrorNote problem={revisions.error} retry={revisions.refetch} />}
      {!revisions.items && !revisions.error && <Skeleton />}
      <Rows label={t('versions')}>
        {revisions.items?.map(({ revision, reason, by, at, decision }) => (
          <Row
            key={revision}
            title={reason}
            {...(decision ? { href: `/decisions/${decision.number}` } : {})}
            sub={t.rich(decision ? 'versionDecided' : 'versionBy', {
              version: revision,
              name: by.name,
              when: <LocalTime at={at} form="date" />,
              number: decision?.number ?? 0,
            })}
            actions={
              runsOf(revision) > 0 && (
                <Mark expanded={of === revision} onClick={() => setOf(of === revision ? null : revision)}>
                  {t('versionRuns', { n: runsOf(revision) })}
                </Mark>
              )
            }
            below={of === revision ? <RunsOf page={page} version={revision} /> : undefined}
          />
        ))}
      </Rows>
      {revisions.hasMore && (
        <More busy={revisions.busy} onMore={revisions.more}>
          {t('moreVersions')}
        </More>
      )}
      {ran.data?.items.length === 0 && <Note>{t('noRuns')}</Note>}
    </Section>
  );
};

const RunsOf = ({ page, version }: { readonly page: string; readonly version: number }): ReactNode => {
  const [limit, setLimit] = useState(10);
  const query = { version: String(version), limit: String(limit) };
  const runs = useGet('/api/protocols/:id/runs', { params: { id: page }, query });
  if (!runs.data) return runs.error ? <ErrorNote problem={runs.error} /> : <Skeleton lines={2} />;
  return (
    <>
      <Rows label={t('runsOf', { version })}>
        {runs.data.items.map(({ id, kind, number, title, status, openedAt }) => (
          <Row
            key={id}
            title={title}
            href={addressOfArtifact(kind, { id, number }) ?? `/runs/${number}`}
            sub={`#${number}, ${status}`}
            right={openedAt === null ? null : <LocalTime at={openedAt} form="date" />}
            quiet={status !== 'open'}
          />
        ))}
      </Rows>
      {runs.data.next !== null && limit < 100 && (
        <Buttons>
          <Button onClick={() => setLimit(100)}>{t('moreRuns')}</Button>
        </Buttons>
      )}
    </>
  );
};
