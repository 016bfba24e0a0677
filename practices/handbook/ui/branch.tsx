import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { TreeItem, type DropPlace, type TreeStep } from '#web/ui/tree.tsx';
import { t } from './strings.ts';

export type Node = RouteMap['GET /api/pages']['reply']['items'][number];
type Place = RouteMap['PUT /api/pages/:id/place']['body'];

interface BranchOf {
  /** Null: the whole organization. */
  readonly space: string | null;
  /** Left out: the top of the space. */
  readonly under?: string;
  /** The page that is being read. */
  readonly current?: string;
  /** Pages that are unfolded from the beginning: those above the one that is being read. */
  readonly open?: readonly string[];
  readonly mayMove?: boolean;
  /** The page above this branch, as it stands among its own siblings. */
  readonly above?: { readonly id: string; readonly under: string | null };
  readonly nothing?: ReactNode;
}

/** What stands below a page, or at the top of a space, as items of a tree; each unfolds what stands below it. */
export const Branch = (props: BranchOf): ReactNode => {
  const { space, under } = props;
  const query = { limit: 200, ...(space === null ? {} : { space }), ...(under === undefined ? {} : { under }) };
  const pages = usePages('/api/pages', { query }, { live: { kinds: ['page'] } });
  const move = useSend('PUT', '/api/pages/:id/place');
  const items = pages.items;
  if (!items) return <li>{pages.error ? <ErrorNote problem={pages.error} retry={pages.refetch} /> : <Skeleton />}</li>;
  const to = (id: string, place: Place): void => void move.send({ params: { id }, body: place });
  const step = (node: Node, index: number, by: TreeStep): void => {
    const [before, two, next] = [items[index - 1], items[index - 2], items[index + 1]];
    if (by === 'up' && before) to(node.id, { after: two?.id ?? null });
    if (by === 'down' && next) to(node.id, { after: next.id });
    if (by === 'in' && before) to(node.id, { under: before.id });
    if (by === 'out' && props.above) to(node.id, { under: props.above.under, after: props.above.id });
  };
  const drop = (node: Node, index: number, dragged: string, place: DropPlace): void => {
    if (place === 'into') to(dragged, { under: node.id, space });
    else to(dragged, { under: under ?? null, space, after: place === 'after' ? node.id : (items[index - 1]?.id ?? null) });
  };
  return (
    <>
      {items.length === 0 && props.nothing && <li>{props.nothing}</li>}
      {items.map((node, index) => (
        <BranchItem
          key={node.id}
          of={props}
          node={node}
          {...(props.mayMove
            ? {
                onStep: (by: TreeStep) => step(node, index, by),
                onDrop: (dragged: string, place: DropPlace) => drop(node, index, dragged, place),
              }
            : {})}
        />
      ))}
      {pages.hasMore && (
        <li>
          <More busy={pages.busy} onMore={pages.more}>
            {t('more')}
          </More>
        </li>
      )}
      {move.problem && (
        <li>
          <ErrorNote problem={move.problem} />
        </li>
      )}
    </>
  );
};

const BranchItem = ({
  of,
  node,
  ...moving
}: {
  readonly of: BranchOf;
  readonly node: Node;
  readonly onStep?: (step: TreeStep) => void;
  readonly onDrop?: (dragged: string, place: DropPlace) => void;
}): ReactNode => {
  const [open, setOpen] = useState(of.open?.includes(node.id) ?? false);
  return (
    <TreeItem
      id={node.id}
      title={node.title}
      href={`/handbook/${node.number}`}
      current={node.id === of.current}
      below={node.below}
      open={open && node.below}
      onToggle={() => setOpen(!open)}
      {...(node.restricted ? { side: <span title={t('restricted')}>⚿</span> } : {})}
      {...moving}
    >
      <ul>
        <Branch
          {...of}
          under={node.id}
          above={{ id: node.id, under: of.under ?? null }}
          nothing={<Note>{t('emptySpace')}</Note>}
        />
      </ul>
    </TreeItem>
  );
};
