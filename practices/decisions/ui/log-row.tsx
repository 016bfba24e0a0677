import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import { endingParts, isOver, statusWord, type LogItem } from './decided.ts';
import { t } from './strings.ts';

/** A line of the log: what it is, and what happens or happened to it. */
export const LogRow = ({ item, space }: { readonly item: LogItem; readonly space: string | undefined }): ReactNode => {
  const { summary } = item;
  const name = summary.imported === undefined ? summary.author : (summary.deciders?.join(', ') ?? '');
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
  if (status === 'open') {
    const { what, why, unless } = endingParts(summary.ending ?? '');
    const blocked = summary.stances?.open ?? 0;
    const right =
      dueAt === null ? t('standsStill') : t.rich(why === null ? 'at' : 'atFor', { what, when: <LocalTime at={dueAt} />, why });
    if (blocked > 0) return { right, under: t('blocked', { n: blocked }), tone: 'stop' };
    return { right, under: unless === null ? null : t('unless', { what: unless }), tone: what === 'Proceeds' ? 'go' : 'stop' };
  }
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
