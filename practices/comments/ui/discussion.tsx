import type { ReactNode } from 'react';
import { useOutbox } from '#web/api/outbox.ts';
import { usePages } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { Button } from '#web/ui/button.tsx';
import type { MenuItem } from '#web/ui/menu.tsx';
import { ErrorNote, Note, Skeleton, WillBeSent } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Remark, Remarks } from '#web/ui/remark.tsx';
import { CommentForm } from './comment-form.tsx';
import { threadsOf, type Comment, type Place } from './comment.ts';
import { t } from './strings.ts';
import { Thread } from './thread.tsx';
import { Watch } from './watch.tsx';

export interface DiscussionProps extends Place {
  /** What else one may do with a comment: "Make it a decision". */
  readonly more?: (comment: Comment) => readonly MenuItem[];
}

const NOTHING = (): readonly MenuItem[] => [];

/**
 * The comments on anything, live, with threads, and being told of what becomes of it; what is written offline is shown as waiting.
 * `on` is the artifact's id, `href` its screen, `what` its name in the outbox.
 */
export const Discussion = ({ on, href, what, more = NOTHING }: DiscussionProps): ReactNode => {
  const me = useMe();
  const place = { on, href, what };
  const comments = usePages(
    '/api/artifacts/:id/comments',
    { params: { id: on }, query: { limit: 100 } },
    { live: { artifact: on } },
  );
  const waiting = useOutbox().entries.filter((one) => one.path === `/api/artifacts/${on}/comments` && one.state === 'waiting');
  const threads = threadsOf(comments.items ?? []);
  return (
    <Section title={t('discussion')} side={<Watch on={on} />}>
      {!comments.items &&
        (comments.error ? <ErrorNote problem={comments.error} retry={comments.refetch} /> : <Skeleton lines={3} />)}
      {comments.items && threads.length === 0 && waiting.length === 0 && <Note>{t('none')}</Note>}
      {threads.map((thread) => (
        <Thread key={thread.first.id} place={place} thread={thread} more={more} />
      ))}
      {comments.hasMore && (
        <Button onClick={comments.more} busy={comments.busy}>
          {t('more')}
        </Button>
      )}
      {waiting.length > 0 && (
        <Remarks>
          {waiting.map((one) => (
            <Remark key={one.id} head={<PersonName name={me.actor.name} />} foot={<WillBeSent />}>
              <p dir="auto">{String(one.body['body'] ?? '')}</p>
            </Remark>
          ))}
        </Remarks>
      )}
      <CommentForm place={place} />
    </Section>
  );
};
