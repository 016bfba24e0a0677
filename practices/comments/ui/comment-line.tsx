import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Confirm } from '#web/ui/confirm.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { Menu, type MenuItem } from '#web/ui/menu.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Remark } from '#web/ui/remark.tsx';
import type { Comment } from './comment.ts';
import { EditForm } from './edit-form.tsx';
import { Reactions } from './reactions.tsx';
import { t } from './strings.ts';

/** One comment with what its reader may do about it. */
export const CommentLine = (props: {
  readonly comment: Comment;
  readonly onReply: () => void;
  readonly more: readonly MenuItem[];
}): ReactNode => {
  const { comment } = props;
  const me = useMe().actor.id;
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const erase = useSend('DELETE', '/api/comments/:id');
  useArrival(`comment-${comment.id}`);
  const { outside } = comment;
  const stranger = outside !== null && comment.author.handle === '';
  const name = stranger ? outside.login : comment.author.name;
  if (comment.status === 'deleted') return <Remark head={t('deleted', { name })} />;
  const own = comment.author.id === me && outside === null;
  const items: readonly MenuItem[] = [
    ...(own ? [{ label: t('edit'), act: () => setEditing(true) }] : []),
    ...props.more,
    ...(own ? [{ label: t('delete'), tone: 'stop' as const, act: () => setDeleting(true) }] : []),
  ];
  const href = addressOfArtifact(comment.author.kind, { id: comment.author.id, number: null, handle: comment.author.handle });
  return (
    <Remark
      id={`comment-${comment.id}`}
      head={
        <>
          <PersonName
            name={name}
            {...(stranger ? {} : { kind: comment.author.kind })}
            href={stranger ? undefined : (href ?? undefined)}
          />{' '}
          <LocalTime at={comment.writtenAt} />
          {outside && (
            <>
              {' · '}
              {outside.url === null ? outside.place : <a href={outside.url}>{outside.place}</a>}
            </>
          )}
          {comment.editedAt !== null && (
            <>
              {' '}
              · {t('edited')} <LocalTime at={comment.editedAt} />
            </>
          )}
        </>
      }
      foot={
        <>
          <Reactions comment={comment} />
          <Mark label={t('replyTo', { name })} onClick={props.onReply}>
            {t('reply')}
          </Mark>
          {items.length > 0 && (
            <Menu label={t('more_', { name })} items={items} quiet>
              ···
            </Menu>
          )}
        </>
      }
    >
      {editing ? <EditForm comment={comment} onDone={() => setEditing(false)} /> : <HtmlDocument html={comment.html} small />}
      {deleting && (
        <Confirm
          begin
          ask={t('deleteAsk')}
          does={t('deleteDo')}
          busy={erase.busy}
          onCancel={() => setDeleting(false)}
          onConfirm={() => void erase.send({ params: { id: comment.id } })}
        >
          {t('delete')}
        </Confirm>
      )}
      <ErrorNote problem={erase.problem} />
    </Remark>
  );
};

/** A link to one comment leads to it, though it comes after its page. */
const useArrival = (id: string): void => {
  useEffect(() => {
    if (location.hash === `#${id}`) document.getElementById(id)?.scrollIntoView({ block: 'center' });
  }, [id]);
};
