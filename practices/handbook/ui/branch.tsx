import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useIsOnline } from '#web/api/online.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { usePages } from '#web/api/query.ts';
import { Button } from '#web/ui/button.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { TreeItem, type DropPlace, type TreeStep } from '#web/ui/tree.tsx';
import { forget, remember, standing, useMovedFrom } from './move-back.ts';
import type { Node, Place } from './moved.ts';
import { known, moveOf, useMoved } from './moves.ts';
import { t } from './strings.ts';
import { carryFocus, dropFocus, hasLostFocus, unfold, useUnfolded } from './unfolding.ts';

interface BranchOf {
  /** Null: the whole organization. */
  readonly space: string | null;
  /** Left out: the top of the space. */
  readonly under?: string;
  /** The page that is being read. */
  readonly current?: string;
  /** The tree that it is a branch of: where it begins. Left out: it is the first. */
  readonly tree?: string;
  readonly mayMove?: boolean;
  /** The page above this branch, as it stands among its own siblings. */
  readonly above?: { readonly id: string; readonly under: string | null };
  readonly nothing?: ReactNode;
  /** Nothing stands in it but what will be moved there: so it need not have been read. */
  readonly bare?: boolean;
}

/** What stands below a page, or at the top of a space, as items of a tree; each unfolds what stands below it. */
export const Branch = (props: BranchOf): ReactNode => {
  const { space, under } = props;
  const tree = props.tree ?? `${space ?? ''} ${under ?? ''}`;
  const query = { limit: 200, ...(space === null ? {} : { space }), ...(under === undefined ? {} : { under }) };
  const pages = usePages('/api/pages', { query }, { live: { kinds: ['page'] } });
  const outbox = useOutbox();
  const online = useIsOnline();
  const [problem, setProblem] = useState<Problem | null>(null);
  const whole = props.tree === undefined;
  useEffect(() => (whole ? leave : undefined), [whole]);
  const shown = useMoved(pages.items ?? (props.bare ? [] : undefined), { space, under: under ?? null }, pages.asked);
  if (!shown) return <li>{pages.error ? <ErrorNote problem={pages.error} retry={pages.refetch} /> : <Skeleton />}</li>;
  const items = shown.map(({ node }) => node);
  const to = async (id: string, place: Place): Promise<void> => {
    const node = items.find((one) => one.id === id) ?? known(id);
    if (!node) return;
    setProblem(null);
    const from = standing(id);
    const outcome = await outbox.submit(moveOf(node, place));
    if (outcome.status === 'refused') setProblem(outcome.problem);
    else remember(id, from);
  };
  const back = (node: Node, from: Place): void => {
    carryFocus(tree, node.id);
    forget();
    void outbox.submit(moveOf(node, from)).then((outcome) => {
      if (outcome.status === 'refused') setProblem(outcome.problem);
    });
  };
  const step = (node: Node, index: number, by: TreeStep): void => {
    carryFocus(tree, node.id);
    const [before, two, next] = [items[index - 1], items[index - 2], items[index + 1]];
    if (by === 'up' && before) void to(node.id, { after: two?.id ?? null });
    if (by === 'down' && next) void to(node.id, { after: next.id });
    if (by === 'in' && before) {
      unfold(tree, before.id, true);
      void to(node.id, { under: before.id });
    }
    if (by === 'out' && props.above) void to(node.id, { under: props.above.under, after: props.above.id });
  };
  const drop = (node: Node, index: number, dragged: string, place: DropPlace): void => {
    if (place === 'into') {
      unfold(tree, node.id, true);
      void to(dragged, { under: node.id, space });
    } else void to(dragged, { under: under ?? null, space, after: place === 'after' ? node.id : (items[index - 1]?.id ?? null) });
  };
  return (
    <>
      {items.length === 0 && props.nothing && <li>{props.nothing}</li>}
      {shown.map(({ node, waits, bare }, index) => (
        <BranchItem
          key={node.id}
          of={props}
          tree={tree}
          node={node}
          waits={waits && !online}
          bare={bare}
          {...(props.mayMove
            ? {
                onBack: (from: Place) => back(node, from),
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
      {problem && (
        <li>
          <ErrorNote problem={problem} />
        </li>
      )}
    </>
  );
};

const leave = (): void => {
  forget();
  dropFocus();
};

const BranchItem = ({
  of,
  tree,
  node,
  waits,
  bare,
  onBack,
  ...moving
}: {
  readonly of: BranchOf;
  readonly tree: string;
  readonly node: Node;
  readonly waits: boolean;
  readonly bare: boolean;
  readonly onBack?: (from: Place) => void;
  readonly onStep?: (step: TreeStep) => void;
  readonly onDrop?: (dragged: string, place: DropPlace) => void;
}): ReactNode => {
  const open = useUnfolded(tree, node.id);
  const from = useMovedFrom(node.id);
  return (
    <TreeItem
      id={node.id}
      title={node.title}
      href={`/handbook/${node.number}`}
      current={node.id === of.current}
      below={node.below}
      open={open && node.below}
      onToggle={() => unfold(tree, node.id, !open)}
      lostFocus={() => hasLostFocus(tree, node.id)}
      side={
        (waits || node.restricted) && (
          <>
            {waits && <span title={t('moveWaits')}>{t('waits')}</span>}
            {node.restricted && <span title={t('restricted')}>⚿</span>}
          </>
        )
      }
      note={
        from &&
        onBack && (
          <>
            <span role="status">{t('moved')}</span>
            <Button tone="quiet" label={t('moveBackOf', { title: node.title })} onClick={() => onBack(from)}>
              {t('moveBack')}
            </Button>
          </>
        )
      }
      {...moving}
    >
      <ul>
        <Branch
          {...of}
          tree={tree}
          under={node.id}
          bare={bare}
          above={{ id: node.id, under: of.under ?? null }}
          nothing={<Note>{t('emptySpace')}</Note>}
        />
      </ul>
    </TreeItem>
  );
};
