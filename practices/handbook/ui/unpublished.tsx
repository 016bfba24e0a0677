import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { t } from './live-strings.ts';
import type { HandbookPage } from './one-page.tsx';

/** That others have words for this page which nobody has published yet. */
export const Unpublished = ({ page: { number } }: { readonly page: HandbookPage }): ReactNode => {
  const { draft } = useGet('/api/pages/:id/draft', { params: { id: number } }, { live: { artifact: number } }).data ?? {};
  if (!draft) return null;
  const names = draft.writers.map(({ name }) => name).join(', ');
  return (
    <Note>
      {t.rich('unpublished', { names, when: <LocalTime at={draft.updatedAt} /> })}{' '}
      <a href={`/handbook/${number}/edit`}>{t('goOn')}</a>
    </Note>
  );
};
