import type { ReactNode } from 'react';
import { ButtonLink } from '#web/ui/button.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Tabs } from '#web/ui/tabs.tsx';
import { useSpaces } from './one-space.tsx';
import type { SpaceLine } from './one-space.tsx';
import { t } from './strings.ts';

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const archived = search['archived'] !== undefined;
  const spaces = useSpaces(archived);
  const open = (
    <ButtonLink href="/spaces/new" tone="primary">
      {t('newSpace')}
    </ButtonLink>
  );
  return (
    <Page title={t('spaces')} lead={t('spacesLead')} actions={open}>
      <Tabs
        label={t('spaces')}
        current={archived ? 'archived' : 'live'}
        tabs={[
          { key: 'live', href: '/spaces', label: t('showLive') },
          { key: 'archived', href: '/spaces?archived=1', label: t('showArchived') },
        ]}
      />
      {!spaces.data && (spaces.error ? <ErrorNote problem={spaces.error} /> : <Skeleton lines={4} />)}
      {spaces.data?.items.length === 0 &&
        (archived ? <EmptyState title={t('noArchived')} /> : <EmptyState title={t('noSpaces')}>{t('noSpacesText')}</EmptyState>)}
      <SpaceRows spaces={treeOf(spaces.data?.items ?? [])} all={spaces.data?.items ?? []} />
    </Page>
  );
};

/** Each space followed by those inside it. */
const treeOf = (spaces: readonly SpaceLine[]): readonly SpaceLine[] => {
  const seen = new Set<string>();
  const below = (parent: string | null): readonly SpaceLine[] =>
    spaces
      .filter((space) => space.parent === parent && !seen.has(space.id))
      .flatMap((space) => {
        seen.add(space.id);
        return [space, ...below(space.id)];
      });
  const tree = below(null);
  return [...tree, ...spaces.filter(({ id }) => !seen.has(id))];
};

export const SpaceRows = (props: { readonly spaces: readonly SpaceLine[]; readonly all: readonly SpaceLine[] }): ReactNode => {
  const names = new Map(props.all.map(({ id, name }) => [id, name]));
  return (
    <Rows label={t('spaces')}>
      {props.spaces.map((space) => {
        const around = space.parent === null ? undefined : names.get(space.parent);
        return (
          <Row
            key={space.id}
            title={space.name}
            href={`/spaces/${space.slug}`}
            sub={[around !== undefined && t('inside', { space: around }), space.purpose].filter(Boolean).join(' · ')}
            right={space.access === 'closed' ? t('closed') : t('open')}
            under={space.members > 0 && t('memberCount', { n: space.members })}
            quiet={space.archived}
          />
        );
      })}
    </Rows>
  );
};
