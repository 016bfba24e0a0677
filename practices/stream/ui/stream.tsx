import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useActing } from '#ui/people';
import { useMe } from '#web/api/who.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { now } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { ListMark, News } from '#web/ui/news.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { dateKey, longDate } from '#web/ui/time.ts';
import { byDay } from './days.ts';
import { useFeed, type Feed, type Happening, type Wanted } from './feed.ts';
import { Filters, isNarrowed, kindIn, type Search } from './filters.tsx';
import { HappeningRow } from './happening-row.tsx';
import { lastLook, rememberLook } from './looked.ts';
import { sittingAfter, type Sitting } from './sitting.ts';
import { t } from './strings.ts';

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const everybody = useActing();
  const { spaces } = useMe();
  const [sitting, setSitting] = useState(() => sittingAfter(lastLook(), Date.now()));
  const by = search['by'] ? everybody?.find(({ handle }) => handle === search['by'])?.id : undefined;
  const space = search['space'] ? spaces.find(({ slug }) => slug === search['space'])?.id : undefined;
  const kind = kindIn(search);
  const unknown = (search['space'] && !space) || (search['by'] && everybody && !by);
  const waits = search['by'] && !everybody;
  const wanted: Wanted = {
    ...(space ? { space } : {}),
    ...(kind ? { kind } : {}),
    ...(by ? { by } : {}),
    ...(search['watched'] === 'yes' ? { watched: 'yes' } : {}),
  };
  const filters = <Filters search={search} everybody={everybody} />;
  if (unknown || waits)
    return (
      <Page title={t('stream')} lead={t('lead')}>
        {filters}
        {unknown ? <NoMatch /> : <Skeleton />}
      </Page>
    );
  return (
    <Happenings
      key={JSON.stringify(wanted)}
      wanted={wanted}
      search={search}
      sitting={sitting}
      onLook={() => setSitting(sittingAfter(lastLook(), Date.now()))}
    >
      {filters}
    </Happenings>
  );
};

const Happenings = (props: {
  readonly wanted: Wanted;
  readonly search: Search;
  readonly sitting: Sitting;
  /** Somebody asks for what is new: perhaps after a night. */
  readonly onLook: () => void;
  readonly children: ReactNode;
}): ReactNode => {
  const feed = useFeed(props.wanted);
  const list = useRef<HTMLDivElement>(null);
  const narrowed = isNarrowed(props.search);
  const { items, fresh } = feed;
  useLooking(narrowed ? undefined : items, props.sitting);
  const showFresh = (): void => {
    props.onLook();
    feed.showFresh();
    scrollTo({ top: 0 });
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[data-row] a')?.focus({ preventScroll: true }));
  };
  return (
    <Page title={t('stream')} lead={narrowed ? t('lead') : <Lead feed={feed} sitting={props.sitting} />}>
      {props.children}
      <News label={t('showFresh')} keyHint="." onShow={showFresh}>
        {fresh.n === 0 ? null : t(fresh.atLeast ? 'freshMore' : 'fresh', { n: fresh.n })}
      </News>
      {!items && !feed.problem && <Skeleton />}
      <div ref={list}>{items && <Days items={items} mark={props.sitting.mark} />}</div>
      {items?.length === 0 && !feed.hasMore && (narrowed ? <NoMatch watched={props.wanted.watched === 'yes'} /> : <Nothing />)}
      {items?.length === 0 && feed.hasMore && <Note>{t('further')}</Note>}
      {feed.problem && <ErrorNote problem={feed.problem} retry={feed.retry} />}
      {feed.hasMore && (
        <More onMore={feed.more} busy={feed.busy} held={feed.problem !== null}>
          {t('more')}
        </More>
      )}
      {items && items.length > 0 && !feed.hasMore && <Note>{t('end')}</Note>}
    </Page>
  );
};

const Days = ({ items, mark }: { readonly items: readonly Happening[]; readonly mark: number | null }): ReactNode => {
  const zone = useReaderZone();
  const days = byDay(items, zone, mark);
  const firstSeen = days.findIndex(({ seen }) => seen.length > 0);
  return days.map(({ date, at, unseen, seen }, index) => {
    const title = dayName(date, at, zone);
    // Where all is news, or nothing is, there is nothing to part.
    const parts = index === firstSeen && (index > 0 || unseen.length > 0);
    return (
      <Section key={date} title={title}>
        {unseen.length > 0 && <List items={unseen} label={title} seen={false} />}
        {parts && <ListMark>{t('lastLooked')}</ListMark>}
        {seen.length > 0 && <List items={seen} label={title} seen />}
      </Section>
    );
  });
};

const List = (props: { readonly items: readonly Happening[]; readonly label: string; readonly seen: boolean }): ReactNode => (
  <Rows label={props.label}>
    {props.items.map((item) => (
      <HappeningRow key={item.id} item={item} seen={props.seen} />
    ))}
  </Rows>
);

const dayName = (date: string, at: string, zone: string): string => {
  if (date === dateKey(now(), zone)) return t('today');
  const yesterday = Temporal.PlainDate.from(dateKey(now(), zone)).subtract({ days: 1 }).toString();
  return date === yesterday ? t('yesterday') : longDate(at, zone);
};

/** How much happened since the last look; the reader's own doing is no news to them. */
const Lead = ({ feed: { items, hasMore }, sitting }: { readonly feed: Feed; readonly sitting: Sitting }): ReactNode => {
  const me = useMe().actor.id;
  const { mark, since } = sitting;
  if (!items || mark === null || since === null) return t('lead');
  const news = items.filter((item) => Date.parse(item.at) > mark);
  const n = news.filter((item) => item.by.id !== me).length;
  const when = <LocalTime at={since} form="spoken" />;
  if (n === 0) return t.rich('leadNone', { when });
  return hasMore && news.length === items.length ? t.rich('leadMore', { n, when }) : t.rich('leadSince', { n, when });
};

const MINUTE = 60_000;

/** Whoever saw the newest has looked. */
const useLooking = (items: readonly Happening[] | undefined, { mark, since }: Sitting): void => {
  const newest = items?.[0]?.at;
  useEffect(() => {
    if (newest === undefined) return;
    const look = (): void => {
      if (document.visibilityState === 'visible') rememberLook({ mark, since, newest: Date.parse(newest), at: Date.now() });
    };
    look();
    const still = setInterval(look, MINUTE);
    return () => clearInterval(still);
  }, [newest, mark, since]);
};

const NoMatch = ({ watched = false }: { readonly watched?: boolean }): ReactNode => (
  <EmptyState title={t(watched ? 'watchNothing' : 'noMatch')} actions={<ButtonLink href="/stream">{t('clear')}</ButtonLink>}>
    {t(watched ? 'watchHow' : 'noMatchText')}
  </EmptyState>
);

const Nothing = (): ReactNode => <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>;
