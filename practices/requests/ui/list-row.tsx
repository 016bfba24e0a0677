import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import { otherwiseOf, type ListItem } from './asked.ts';
import { t } from './strings.ts';

/** A line of the list: who asks whom, and by when. */
export const RequestRow = ({ item }: { readonly item: ListItem }): ReactNode => {
  const { title, number, status, urgent, dueAt, answers, round, suggestsCall } = item;
  const me = useMe().actor.id;
  const facts = [
    whose(item, me),
    t('number', { number }),
    urgent ? t('urgent') : null,
    round > 1 ? t('round', { n: round }) : null,
    answers > 0 ? t('answers', { n: answers }) : null,
    suggestsCall ? t('call') : null,
  ].filter((fact) => fact !== null);
  const { right, under } = fateOf(item);
  return (
    <Row
      title={title}
      href={`/requests/${number}`}
      sub={facts.join(' · ')}
      right={right}
      under={under}
      quiet={status !== 'open'}
      {...(urgent && status === 'open' && dueAt !== null ? { tone: 'stop' } : {})}
    />
  );
};

const whose = ({ author, to, others }: ListItem, me: string): string => {
  const one = to.name ?? t('somebody');
  const [from, whom] = [author.name ?? t('somebody'), others === 0 ? one : t('andOthers', { name: one, n: others })];
  if (author.id === me) return t('youAsk', { to: whom });
  return to.id === me ? t('asksYou', { from }) : t('fromTo', { from, to: whom });
};

const fateOf = ({ status, dueAt, closedAt, ending }: ListItem): { readonly right: ReactNode; readonly under: ReactNode } => {
  if (status !== 'open') {
    const what = t(status);
    return {
      right: closedAt === null ? what : t.rich('at', { what, when: <LocalTime at={closedAt} form="date" /> }),
      under: null,
    };
  }
  if (dueAt === null) return { right: t('stands'), under: null };
  const otherwise = otherwiseOf(ending);
  return {
    right: t.rich('by', { when: <LocalTime at={dueAt} /> }),
    under: otherwise === '' ? null : t('else', { what: otherwise }),
  };
};
