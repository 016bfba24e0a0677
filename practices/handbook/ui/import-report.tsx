import { useState } from 'react';
import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Done } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { reasonsInOrder } from './import-reasons.ts';
import { t } from './import-strings.ts';
import type { Import } from './import-watch.tsx';

type Report = NonNullable<Import['report']>;
type Remark = Report['remarks'][number];

/** What became of it: counted where it went well, by page and line where it did not. `children`: what one may do now. */
export const ImportReport = ({
  data: { state, source, report },
  children,
}: {
  readonly data: Import;
  readonly children: ReactNode;
}): ReactNode => {
  if (report === null)
    return (
      <>
        <p>{t('cancelled')}</p>
        {children}
      </>
    );
  if (report.failed !== null)
    return (
      <>
        <p>
          {report.failed.words} {report.failed.words.includes(t('failed')) ? '' : t('failed')}
        </p>
        {children}
      </>
    );
  return (
    <>
      <p>{state === 'done' ? <Done>{`${t('done', { source })} ${summaryOf(report)}`}</Done> : t('cancelled')}</p>
      {state === 'done' && report.links.internal > 0 && <p>{t('links', report.links)}</p>}
      {report.remarks.length === 0 && state === 'done' && <p>{t('fine')}</p>}
      {children}
      {reasonsInOrder(report.remarks).map(({ code, title, remarks }) => (
        <Reason key={code} title={title} remarks={remarks} many={report.counts[code] ?? remarks.length} />
      ))}
    </>
  );
};

const KINDS = ['created', 'changed', 'merged', 'moved', 'kept', 'archived', 'vanished', 'refused', 'unchanged'] as const;

const summaryOf = ({ pages, files }: Report): string => {
  const parts = KINDS.filter((kind) => pages[kind] > 0).map((kind) => t(kind, { n: pages[kind] }));
  if (files.created > 0) parts.push(t('files', { n: files.created }));
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
};

const FIRST = 8;

const Reason = ({
  title,
  remarks,
  many,
}: {
  readonly title: string;
  readonly remarks: readonly Remark[];
  readonly many: number;
}): ReactNode => {
  const [all, setAll] = useState(false);
  const shown = all ? remarks : remarks.slice(0, FIRST);
  return (
    <Section title={title} side={String(many)}>
      <Rows>
        {shown.map((remark, index) => (
          <RemarkRow key={index} remark={remark} />
        ))}
      </Rows>
      {!all && remarks.length > FIRST && (
        <Buttons>
          <Button tone="quiet" onClick={() => setAll(true)}>
            {t('more', { n: remarks.length - FIRST })}
          </Button>
        </Buttons>
      )}
      {all && many > remarks.length && <p>{t('unlisted', { n: many - remarks.length })}</p>}
    </Section>
  );
};

const RemarkRow = ({ remark: { path, line, words, page } }: { readonly remark: Remark }): ReactNode => {
  const href = page === null ? null : addressOfArtifact('page', { id: '', number: page });
  return (
    <Row
      title={path}
      {...(href === null ? {} : { href })}
      sub={words}
      right={line === null ? undefined : t('atLine', { line })}
      quiet
      brief
    />
  );
};
