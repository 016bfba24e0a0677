import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import { t } from './strings.ts';
import { sizeWords, type TaskItem } from './tasks.ts';

/** How deep, how large, and what it needs. */
const factsOf = ({ depth, minutes, needs, context, number }: TaskItem): readonly string[] => [
  t('number', { number }),
  t(depth),
  sizeWords(minutes),
  ...(context === '' ? [] : [context]),
  ...(needs.length === 0 ? [] : [t('needs', { skills: needs.join(', ') })]),
];

/** A line of the list: what it is, who holds it and until when. */
export const TaskRow = (props: {
  readonly item: TaskItem;
  /** Why it stands where it stands. */
  readonly why?: ReactNode;
  readonly actions?: ReactNode;
}): ReactNode => {
  const { item } = props;
  const me = useMe().actor.id;
  const { right, under } = fateOf(item, me);
  return (
    <Row
      title={item.title}
      href={`/tasks/${item.number}`}
      sub={factsOf(item).join(' · ')}
      right={props.why === undefined ? right : props.why}
      under={props.why === undefined ? under : null}
      actions={props.actions}
      quiet={item.status === 'done' || item.status === 'dropped'}
      {...(item.inGrace ? { tone: 'stop' as const } : {})}
    />
  );
};

interface Fate {
  readonly right: ReactNode;
  readonly under: ReactNode;
}

export const fateOf = (item: TaskItem, me: string): Fate => {
  const due = item.dueAt === null ? null : t.rich('due', { when: <LocalTime at={item.dueAt} form="date" /> });
  switch (item.status) {
    case 'draft':
      return { right: t('noCriteria'), under: due };
    case 'ready':
      return { right: t('ready'), under: due };
    case 'claimed': {
      const when = item.until === null ? '' : <LocalTime at={item.until} form="date" />;
      return {
        right: item.holder?.id === me ? t('youHold') : t('heldBy', { name: item.holder?.name ?? '' }),
        under: t.rich(item.inGrace ? 'inGrace' : 'until', { when }),
      };
    }
    case 'done':
    case 'dropped':
      return {
        right: t.rich(item.status === 'done' ? 'doneAt' : 'droppedAt', {
          when: item.closedAt === null ? '' : <LocalTime at={item.closedAt} form="date" />,
        }),
        under: null,
      };
    default:
      return item.status satisfies never;
  }
};
