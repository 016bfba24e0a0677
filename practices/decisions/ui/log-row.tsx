import type { ReactNode } from 'react';
import { endingParts } from '#kernel/protocol/ending-words.ts';
import { locale } from '#web/ui/language.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import { isOver, statusWord, type LogItem } from './decided.ts';
import { openFate } from './fate.ts';
import { t } from './strings.ts';

/** Named in a row; of more it says how many. */
const [MOST_DECIDERS, MOST_BLOCKERS] = [5, 2];

const listed = (names: readonly string[], most: number, inAll = names.length): string => {
  const shown = names.slice(0, most);
  const rest = inAll - shown.length;
  const list = new Intl.ListFormat(locale(), { type: 'conjunction' });
  return list.format(rest > 0 ? [...shown, t('others', { n: rest })] : shown);
};

/** A line of the log: what it is, and what happens or happened to it. */
export const LogRow = ({ item, space }: { readonly item: LogItem; readonly space: string | undefined }): ReactNode => {
  const { summary } = item;
  const { deciders = [], decidersInAll = deciders.length } = summary;
  const name = summary.imported === undefined ? summary.author : listed(deciders, MOST_DECIDERS, decidersInAll);
  const facts = [
    t('number', { number: item.number }),
    space,
    name ? t('by', { name }) : null,
    summary.imported === undefined ? null : t('imported'),
    summary.reversible ? null : t('oneWay'),
    summary.impact === 'high' ? t('highImpact') : null,
  ].filter((fact) => fact !== null && fact !== undefined && fact !== '');
  const { right, under, tone } = fateOf(item);
  return (
    <Row
      title={item.title}
      href={`/decisions/${item.number}`}
      sub={facts.join(' · ')}
      right={right}
      under={under}
      quiet={isOver(item.status)}
      {...(tone ? { tone } : {})}
    />
  );
};

interface Fate {
  readonly right: ReactNode;
  readonly under?: ReactNode;
  readonly tone?: 'go' | 'stop';
}

const fateOf = ({ status, summary, dueAt, decidedAt }: LogItem): Fate => {
  if (status === 'open') return openFateOf(summary, dueAt);
  if (status === 'draft') return { right: t('Draft'), under: t('seenByYou') };
  const word = statusWord(status, summary.byDefault);
  if (status === 'accepted' && dueAt !== null) {
    const { what, unless } = endingParts(summary.ending ?? '');
    return {
      right: t.rich('at', { what, when: <LocalTime at={dueAt} /> }),
      under: t('unless', { what: unless ?? '' }),
      tone: 'go',
    };
  }
  const since = summary.standingAt ?? decidedAt;
  const effect = status === 'accepted' ? (summary.effectiveAt ?? null) : null;
  const right =
    effect !== null
      ? t.rich('inEffect', { what: word, when: <LocalTime at={effect} form="date" /> })
      : since === null
        ? word
        : t.rich('at', { what: word, when: <LocalTime at={since} form="date" /> });
  if (status === 'accepted' && summary.stances && summary.stances.agree > 0)
    return { right, under: t('agree', { n: summary.stances.agree }) };
  return { right, under: summary.byDefault ? t('noObjection') : null };
};

/** As its page says it, over two lines. */
const openFateOf = ({ ending, blockers, stances }: LogItem['summary'], dueAt: string | null): Fate => {
  const objections = stances?.open ?? 0;
  const fate = openFate({ dueAt, ending: ending ?? '', blockers: blockers ?? [] });
  switch (fate.is) {
    case 'still':
      return { right: t('standsStill'), under: objections > 0 ? t('blocked', { n: objections }) : null, tone: 'stop' };
    case 'blocked':
      return {
        right: t('blockedBy', { names: listed(fate.by, MOST_BLOCKERS) }),
        under: t.rich(fate.why === null ? 'else' : 'elseFor', {
          what: fate.what,
          when: <LocalTime at={fate.at} />,
          why: fate.why ?? '',
        }),
        tone: 'stop',
      };
    case 'ends':
      // A row that was kept before its blockers were named.
      if (objections > 0)
        return {
          right: t.rich('at', { what: fate.what, when: <LocalTime at={fate.at} /> }),
          under: t('blocked', { n: objections }),
          tone: 'stop',
        };
      return {
        right: t.rich('at', { what: fate.what, when: <LocalTime at={fate.at} /> }),
        under:
          [fate.unless === null ? null : t('unless', { what: fate.unless }), fate.why].filter((one) => one !== null).join('; ') ||
          null,
        tone: fate.goes ? 'go' : 'stop',
      };
    default:
      return fate satisfies never;
  }
};
