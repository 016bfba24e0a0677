import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { Code } from '#web/ui/code.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Trail } from '#web/ui/trail.tsx';
import { type HandbookPage, WithPage } from './one-page.tsx';
import { t } from './strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => (
  <WithPage number={params['number'] ?? ''}>{(page) => <Lineage key={page.id} page={page} />}</WithPage>
);

/** Of each paragraph who wrote it, when, and why. */
const Lineage = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const lineage = useGet('/api/pages/:id/lineage', { params: { id: page.id } });
  return (
    <Page
      title={t('lineageOf', { title: page.title })}
      lead={<Trail label={t('trail')} steps={[{ href: `/handbook/${page.number}`, title: page.title }]} />}
    >
      <Note>{t('lineageLead')}</Note>
      {lineage.error && <ErrorNote problem={lineage.error} />}
      {!lineage.data && !lineage.error && <Skeleton />}
      <Rows label={t('lineage')}>
        {stretches(lineage.data?.paragraphs ?? []).map(({ from, text, revision }) => (
          <Row
            key={from}
            title={revision.reason}
            sub={
              <>
                {[revision.by, ...revision.writers].map(({ name }) => name).join(', ')} · <LocalTime at={revision.at} />
              </>
            }
            below={<Code label={revision.reason}>{narrow(text)}</Code>}
          />
        ))}
      </Rows>
    </Page>
  );
};

type Paragraph = ReplyOf<'GET', '/api/pages/:id/lineage'>['paragraphs'][number];

/** Neighbours from the same change are one: who wrote a page at once is named once. */
const stretches = (paragraphs: readonly Paragraph[]): readonly Paragraph[] => {
  const found: Paragraph[] = [];
  for (const one of paragraphs) {
    const last = found.at(-1);
    if (last?.revision.revision !== one.revision.revision) found.push(one);
    else found[found.length - 1] = { ...last, to: one.to, text: `${last.text}\n\n${one.text}` };
  }
  return found;
};

/** What pads the cells of a table says nothing where they cannot stand below one another. */
const narrow = (text: string): string =>
  text.replace(/^\|.*$/gm, (row) => row.replace(/-{4,}/g, '---').replace(/[ \t]{2,}/g, ' '));
