import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { capital } from '#web/ui/capital.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { governed, holdingIn, type Item } from './governed.ts';
import { t } from './strings.ts';

/** What holds, by what it governs; of one space, with what it inherits. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const protocols = useGet('/api/protocols', {}, { live: { kinds: ['page'] } });
  const spaces = useGet('/api/spaces', {}, { live: { kinds: ['space'] } });
  const rooms = spaces.data?.items ?? [];
  const space = rooms.find(({ slug }) => slug === search['space']);
  const items = protocols.data?.items;
  const inForce = items?.filter(({ status }) => status === 'in-force') ?? [];
  const retired = items?.filter(({ status }) => status === 'retired') ?? [];
  const shown = space ? holdingIn(inForce, space.id, rooms) : inForce;
  return (
    <Page title={t('protocols')} lead={t('lead')} actions={<Ways />}>
      {!items && protocols.error && <ErrorNote problem={protocols.error} retry={() => void protocols.refetch()} />}
      {!items && !protocols.error && <Skeleton />}
      {items?.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      {inForce.length > 0 && rooms.length > 0 && (
        <Select
          label={t('where')}
          narrow
          value={space?.slug ?? ''}
          options={[{ value: '', label: t('everywhere') }, ...rooms.map(({ slug, name }) => ({ value: slug, label: name }))]}
          onChange={(slug) => go(slug === '' ? '/protocols' : `/protocols?space=${encodeURIComponent(slug)}`)}
        />
      )}
      {governed(shown).map(({ governs, items: list }) => (
        <Section key={governs} title={capital(governs)}>
          {space && <Note>{t(list.some((item) => item.space?.id === space.id) ? 'ownHere' : 'inheritedHere')}</Note>}
          <List title={governs} items={list} />
        </Section>
      ))}
      {!space && retired.length > 0 && (
        <Section title={t('retiredOnes')}>
          <List title={t('retiredOnes')} items={retired} />
        </Section>
      )}
    </Page>
  );
};

const Ways = (): ReactNode => (
  <Buttons>
    <ButtonLink href="/protocols/gallery">{t('gallery')}</ButtonLink>
    <ButtonLink href="/protocols/try">{t('write')}</ButtonLink>
    <ButtonLink href="/protocols/replay">{t('replay')}</ButtonLink>
    <ButtonLink href="/protocols/simulate">{t('simulate')}</ButtonLink>
  </Buttons>
);

const List = ({ title, items }: { readonly title: string; readonly items: readonly Item[] }): ReactNode => (
  <Rows label={title}>
    {items.map((item) => (
      <Row
        key={item.artifact}
        title={item.title}
        href={`/protocols/${item.number}`}
        sub={item.status === 'retired' || item.begins ? item.short : t('neverBeginsShort', { short: item.short })}
        right={item.space?.name ?? t('whole')}
        under={item.urgent ? t('urgentId', { id: item.id }) : item.id}
        quiet={item.status === 'retired'}
      />
    ))}
  </Rows>
);
