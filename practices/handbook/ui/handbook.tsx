import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Code } from '#web/ui/code.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Tree } from '#web/ui/tree.tsx';
import { Branch } from './branch.tsx';
import { OwnDrafts } from './own-drafts.tsx';
import { t as importing } from './import-strings.ts';
import { t } from './strings.ts';

/** The handbook: of each space the tree of its pages. */
export const Screen = (): ReactNode => {
  const { spaces } = useMe();
  const whole = usePages('/api/pages', { query: { limit: 200 } }, { live: { kinds: ['page'] } });
  return (
    <Page
      title={t('handbook')}
      lead={t('lead')}
      actions={
        <Buttons>
          <ButtonLink href="/handbook/import">{importing('title')}</ButtonLink>
          <ButtonLink href="/handbook/new" tone="primary" keyHint="n">
            {t('newPage')}
          </ButtonLink>
        </Buttons>
      }
    >
      <OwnDrafts />
      {whole.error && <ErrorNote problem={whole.error} retry={whole.refetch} />}
      {!whole.items && !whole.error && <Skeleton />}
      {whole.items && (whole.items.length > 0 || spaces.length === 0) && (
        <Section title={t('whole')}>
          <Tree label={t('whole')}>
            <Branch space={null} mayMove nothing={<Note>{t('emptySpace')}</Note>} />
          </Tree>
        </Section>
      )}
      {spaces.map((space) => (
        <Section
          key={space.id}
          title={<a href={`/spaces/${space.slug}`}>{space.name}</a>}
          side={
            space.role !== 'reader' && (
              <ButtonLink href={`/handbook/new?space=${space.slug}`} tone="quiet" label={`${t('newPage')}: ${space.name}`}>
                {t('newPage')}
              </ButtonLink>
            )
          }
        >
          <Tree label={space.name}>
            <Branch space={space.slug} mayMove={space.role !== 'reader'} nothing={<Note>{t('emptySpace')}</Note>} />
          </Tree>
        </Section>
      ))}
      <Section title={t('clone')}>
        <Code label={t('clone')}>{`git clone ${location.origin}/handbook.git`}</Code>
        <Note>{t('cloneText')}</Note>
      </Section>
    </Page>
  );
};
