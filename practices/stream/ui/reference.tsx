import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { t } from './strings.ts';

/** `/142` leads to whatever has that number. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  return /^[1-9]\d{0,14}$/.test(number) ? (
    <Reference key={number} number={number} />
  ) : (
    <Lost title={t('notANumber')} text={t('notANumberText')} />
  );
};

const Reference = ({ number }: { readonly number: string }): ReactNode => {
  const found = useGet('/api/numbers/:number', { params: { number } });
  const href = found.data ? addressOfArtifact(found.data.kind, found.data) : null;
  useEffect(() => {
    if (href !== null) go(href + location.hash, { replace: true });
  }, [href]);
  if (found.error?.code === 'not-found') return <Lost title={t('noSuch', { number })} text={t('noSuchText')} />;
  if (found.data && href === null) return <Lost title={found.data.title} text={t('noPage', { number })} />;
  return (
    <Page title={t('number', { number })}>
      {found.error && !found.data ? <ErrorNote problem={found.error} retry={() => void found.refetch()} /> : <Skeleton />}
    </Page>
  );
};

const Lost = ({ title, text }: { readonly title: string; readonly text: string }): ReactNode => (
  <Page title={title} lead={text}>
    <ButtonLink href="/">{t('toStart')}</ButtonLink>
  </Page>
);
