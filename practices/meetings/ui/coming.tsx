import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet, usePages } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { Choice, Choices } from '#web/ui/choice.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { Book } from './audit.ts';
import { t } from './coming-strings.ts';
import { DecisionWeek } from './decision-week.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { t as all } from './strings.ts';
import { MeetingTabs } from './tabs.tsx';

const SHORT = 15;
const MOST_AHEAD = 20;

/** Meetings that were asked for here, and those of one's calendar that nobody prepares here yet. */
export const Screen = (): ReactNode => {
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const live = { live: { kinds: ['meeting'] } };
  const coming = usePages('/api/meetings', { query: { when: 'coming', whose } }, live);
  const over = usePages('/api/meetings', { query: { when: 'over', whose, limit: 10 } }, live);
  const week = useGet('/api/meetings/week', {});
  const items = coming.items ?? [];
  // What was asked for here stands above already.
  const seen = new Set(items.map(({ uid }) => uid));
  // Of a series its next time.
  const ahead = (week.data?.book?.ahead ?? []).filter(({ uid, minutes, people, others }) => {
    if (minutes <= SHORT || people.length + others <= 1 || seen.has(uid)) return false;
    return seen.add(uid);
  });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <ButtonLink href="/meetings/new" tone="primary">
          {all('ask')}
        </ButtonLink>
      }
    >
      <MeetingTabs current="coming" />
      <Choices>
        <Choice
          label={t('shown')}
          value={whose}
          options={[
            { value: 'mine', label: t('mine') },
            { value: 'all', label: t('all') },
          ]}
          onChange={setWhose}
        />
      </Choices>
      <ErrorNote problem={coming.error} retry={coming.refetch} />
      {!coming.items && !coming.error && <Skeleton />}
      {coming.items && items.length === 0 && over.items?.length === 0 && (
        <EmptyState title={t('empty')} actions={<ButtonLink href="/meetings/new">{all('ask')}</ButtonLink>}>
          {t('emptyText')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Section title={t('asked')}>
          <Rows label={t('asked')}>
            {items.map((item) => (
              <MeetingRow key={item.id} item={item} />
            ))}
          </Rows>
          {coming.hasMore && (
            <More onMore={coming.more} busy={coming.busy} held={coming.error !== null}>
              {t('more')}
            </More>
          )}
        </Section>
      )}
      <DecisionWeek items={items} />
      {ahead.length > 0 && (
        <Section title={t('ahead')}>
          <Note>{t('aheadNote')}</Note>
          <Rows label={t('ahead')}>
            {ahead.slice(0, MOST_AHEAD).map((one) => (
              <AheadRow key={`${one.uid} ${one.from} ${one.title}`} one={one} />
            ))}
          </Rows>
        </Section>
      )}
      {over.items && over.items.length > 0 && (
        <Section title={t('over')}>
          <Rows label={t('over')}>
            {over.items.map((item) => (
              <MeetingRow key={item.id} item={item} />
            ))}
          </Rows>
          {over.hasMore && (
            <More onMore={over.more} busy={over.busy} held={over.error !== null}>
              {t('more')}
            </More>
          )}
        </Section>
      )}
    </Page>
  );
};

const AheadRow = ({ one }: { readonly one: Book['ahead'][number] }): ReactNode => {
  const { title, from, minutes, people, others, uid, planned } = one;
  const query = new URLSearchParams({
    ...{ title, from, minutes: String(minutes), others: String(others), people: people.map(({ id }) => id).join(',') },
    ...{ uid, planned },
  });
  return (
    <Row
      title={title}
      sub={t.rich('facts', { from: <LocalTime at={from} />, minutes, people: t('people', { n: people.length + others + 1 }) })}
      right={one.document ? (one.agenda ? null : t('noAgenda')) : t(one.agenda ? 'noDocument' : 'neither')}
      actions={
        <ButtonLink href={`/meetings/new?${query.toString()}`} label={`${t('prepare')}: ${title}`}>
          {t('prepare')}
        </ButtonLink>
      }
    />
  );
};
