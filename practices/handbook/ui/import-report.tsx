import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Done, ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { reasonsInOrder } from './import-reasons.ts';
import { t } from './import-strings.ts';
import type { Import } from './import-watch.tsx';

type Report = NonNullable<Import['report']>;
type Remark = Report['remarks'][number];

/** What became of it: counted where it went well, by page and line where it did not. `children`: what one may do now. */
export const ImportReport = ({ data, children }: { readonly data: Import; readonly children: ReactNode }): ReactNode => {
  const { state, source, report } = data;
  const room = useMe().spaces.find(({ id }) => id === data.space)?.name ?? t('everybodyIn');
  const when = <LocalTime at={data.updatedAt} />;
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
        <ErrorNote
          problem={{ code: report.failed.code, title: t('failed'), detail: report.failed.words.replace(t('failed'), '').trim() }}
        />
        <Note>{t.rich('tried', { source: <bdi>{source}</bdi>, space: <bdi>{room}</bdi>, when })}</Note>
        {children}
      </>
    );
  return (
    <>
      <p>
        {state === 'done' ? (
          <Done>
            {t.rich('done', { source: <bdi>{source}</bdi>, space: <bdi>{room}</bdi>, when })} {summaryOf(report)}
          </Done>
        ) : (
          t('cancelled')
        )}
      </p>
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
  const files = [...Map.groupBy(remarks, ({ path }) => path).values()];
  const shown = all ? files : files.slice(0, FIRST);
  const rest = files.slice(FIRST).reduce((sum, some) => sum + some.length, 0);
  return (
    <Section title={title} side={String(many)}>
      <Rows>
        {shown.map((some) => (
          <FileRow key={some[0]?.path} remarks={some} />
        ))}
      </Rows>
      {!all && rest > 0 && (
        <Buttons>
          <Button tone="quiet" onClick={() => setAll(true)}>
            {t('more', { n: rest })}
          </Button>
        </Buttons>
      )}
      {all && many > remarks.length && <p>{t('unlisted', { n: many - remarks.length })}</p>}
    </Section>
  );
};

/** A file once, and each of its lines below it. */
const FileRow = ({ remarks }: { readonly remarks: readonly Remark[] }): ReactNode => {
  const [first] = remarks;
  if (first === undefined) return null;
  const href = first.page === null ? null : addressOfArtifact('page', { id: '', number: first.page });
  return (
    <Row
      title={first.path}
      {...(href === null ? {} : { href })}
      sub={
        remarks.length === 1 ? (
          first.words
        ) : (
          <Lines>
            {remarks.map(({ line, words }, index) => (
              <Line key={index}>
                {line !== null && `${t('atLine', { line })}: `}
                {words}
              </Line>
            ))}
          </Lines>
        )
      }
      right={remarks.length > 1 || first.line === null ? undefined : t('atLine', { line: first.line })}
      quiet
      brief
    />
  );
};
