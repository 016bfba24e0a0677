import type { ReactNode } from 'react';
import { ButtonLink } from '#web/ui/button.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Tree } from '#web/ui/tree.tsx';
import { Branch } from './branch.tsx';
import { t } from './strings.ts';

/** The pages of a space, on the space's own screen. */
export const SpacePages = ({ slug, contributes }: { readonly slug: string; readonly contributes: boolean }): ReactNode => (
  <Section
    title={t('handbook')}
    side={
      contributes && (
        <ButtonLink href={`/handbook/new?space=${slug}`} tone="quiet">
          {t('newPage')}
        </ButtonLink>
      )
    }
  >
    <Tree label={t('handbook')}>
      <Branch space={slug} mayMove={contributes} nothing={<Note>{t('emptySpace')}</Note>} />
    </Tree>
  </Section>
);
