import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { useKey } from '#web/ui/keys.ts';
import { ListMark } from '#web/ui/news.tsx';
import { Done } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Rows } from '#web/ui/row.tsx';
import { ANSWER_KEY, type OwedItem } from './owed-item.ts';
import { OwedRow } from './owed-row.tsx';
import { t } from './strings.ts';
import type { Today } from './today.tsx';

/** So many are a page; more is a day's work anyway. */
export const AT_ONCE = 50;

interface Unfolded {
  readonly id: string;
  readonly title: string;
  /** Where it stands, so that the focus knows where to go when it has left. */
  readonly index: number;
  /** False: folded again, perhaps because its answer was sent. */
  readonly open: boolean;
}

const idOf = ({ artifact, key }: OwedItem): string => `${artifact.id} ${key}`;

/** What is asked of the reader: what fits into the room that they have, then the rest. One row at a time is answered in place. */
export const Owed = (props: { readonly today: Today; readonly onMore: () => void }): ReactNode => {
  const { owe, sentence } = props.today;
  const [last, setLast] = useState<Unfolded | null>(null);
  const [answered, setAnswered] = useState<Unfolded | null>(null);
  const list = useRef<HTMLElement>(null);
  useKey(ANSWER_KEY, t('answerKey'), () => actsOf(list.current)?.click());
  if (last !== null && !owe.some((item) => idOf(item) === last.id)) {
    setLast(null);
    setAnswered(last);
  }
  useEffect(() => {
    // What had the focus went with its row.
    if (answered && document.activeElement === document.body) focusRow(list.current, answered.index);
  }, [answered]);
  const fold = (index: number): void => {
    setLast((one) => one && { ...one, open: false });
    focusRow(list.current, index);
  };
  const rows = (items: readonly OwedItem[], from: number, quiet: boolean): readonly ReactNode[] =>
    items.map((item, place) => {
      const id = idOf(item);
      const open = last?.open === true && last.id === id;
      const index = from + place;
      const unfold = (): void => {
        setAnswered(null);
        setLast({ id, title: item.artifact.title, index, open: true });
      };
      return (
        <OwedRow
          key={id}
          item={item}
          quiet={quiet}
          unfolded={open}
          onUnfold={() => (open ? fold(index) : unfold())}
          onFold={() => fold(index)}
        />
      );
    });
  const now = owe.filter(({ fits }) => fits);
  const rest = owe.filter(({ fits }) => !fits);
  const left = sentence.count - owe.length;
  return (
    <Section ref={list} title={t('owe')} side={<Done>{answered !== null && t('gone', { title: answered.title })}</Done>}>
      {now.length > 0 && <Rows label={t('owe')}>{rows(now, 0, false)}</Rows>}
      {rest.length > 0 && <ListMark quiet>{t('rest')}</ListMark>}
      {rest.length > 0 && <Rows label={t('rest')}>{rows(rest, now.length, true)}</Rows>}
      {left > 0 && (
        <Buttons>
          <Button onClick={props.onMore}>{t('showMore', { n: Math.min(AT_ONCE, left) })}</Button>
        </Buttons>
      )}
    </Section>
  );
};

const rowsOf = (list: HTMLElement | null): readonly HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
];

/** The row that one stands on, else the first. */
const actsOf = (list: HTMLElement | null): HTMLElement | null => {
  const rows = rowsOf(list);
  const row = rows.find((one) => one.contains(document.activeElement)) ?? rows[0];
  return row?.querySelector<HTMLElement>('button[aria-expanded]') ?? null;
};

const focusRow = (list: HTMLElement | null, index: number): void => {
  const rows = rowsOf(list);
  rows[Math.min(index, rows.length - 1)]?.querySelector('a')?.focus();
};
