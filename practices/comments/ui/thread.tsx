import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Mark } from '#web/ui/mark.tsx';
import type { MenuItem } from '#web/ui/menu.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Remarks } from '#web/ui/remark.tsx';
import { CommentForm } from './comment-form.tsx';
import { CommentLine } from './comment-line.tsx';
import type { Comment, Place, Thread as ThreadOf } from './comment.ts';
import { t } from './strings.ts';

/** A conversation: what began it, the replies, and a way to add to them. A resolved one is folded. */
export const Thread = (props: {
  readonly place: Place;
  readonly thread: ThreadOf;
  readonly more: (comment: Comment) => readonly MenuItem[];
}): ReactNode => {
  const { first, replies } = props.thread;
  const [replying, setReplying] = useState<Comment | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const resolve = useSend('PUT', '/api/comments/:id/resolution');
  const reopen = useSend('DELETE', '/api/comments/:id/resolution');
  const resolved = first.status === 'resolved';
  const settle: readonly MenuItem[] =
    first.status === 'deleted'
      ? []
      : [
          resolved
            ? { label: t('reopen'), act: () => void reopen.send({ params: { id: first.id } }) }
            : { label: t('resolve'), act: () => void resolve.send({ params: { id: first.id } }) },
        ];
  return (
    <Remarks>
      {resolved && (
        <p>
          {t('resolved', { name: first.resolvedBy?.name ?? '' })}{' '}
          <Mark onClick={() => setUnfolded(!unfolded)} expanded={unfolded}>
            {unfolded ? t('hideResolved') : t('showResolved', { n: replies.length + 1 })}
          </Mark>
        </p>
      )}
      {(!resolved || unfolded) && (
        <>
          <CommentLine comment={first} onReply={() => setReplying(first)} more={[...settle, ...props.more(first)]} />
          {replies.length > 0 && (
            <Remarks nested>
              {replies.map((reply) => (
                <CommentLine key={reply.id} comment={reply} onReply={() => setReplying(reply)} more={props.more(reply)} />
              ))}
            </Remarks>
          )}
          {replying && <CommentForm place={props.place} replyTo={replying} onDone={() => setReplying(null)} />}
        </>
      )}
      <ErrorNote problem={resolve.problem ?? reopen.problem} />
    </Remarks>
  );
};
