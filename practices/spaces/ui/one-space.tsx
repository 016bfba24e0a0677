import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { t } from './strings.ts';

export type OneSpace = ReplyOf<'GET', '/api/spaces/:id'>;
export type SpaceLine = ReplyOf<'GET', '/api/spaces'>['items'][number];

const LIVE = { live: { kinds: ['space', 'person', 'team'] } } as const;

/** A space by its address: undefined while it is on its way, null when there is none that one sees. */
export const useSpace = (slug: string): { readonly one: OneSpace | null | undefined; readonly error: Problem | null } => {
  const found = useGet('/api/spaces', { query: { slug } }, LIVE);
  const id = found.data?.items[0]?.id ?? '';
  const one = useGet('/api/spaces/:id', { params: { id } }, { ...LIVE, enabled: id !== '' });
  return { one: found.data && id === '' ? null : one.data, error: found.error ?? one.error };
};

export const useSpaces = (archived = false) => useGet('/api/spaces', { query: { archived: archived ? 'true' : 'false' } }, LIVE);

export const NotShown = ({ one, error }: { readonly one: null | undefined; readonly error: Problem | null }): ReactNode => {
  if (one === undefined && !error)
    return (
      <Page title={t('space')}>
        <Skeleton />
      </Page>
    );
  return (
    <Page title={one === null ? t('none') : t('space')} {...(one === null ? { lead: t('noneText') } : {})}>
      {one !== null && <ErrorNote problem={error} />}
      <ButtonLink href="/spaces">{t('toSpaces')}</ButtonLink>
    </Page>
  );
};
