import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Mark } from '#web/ui/mark.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import type { Comment } from './comment.ts';
import { t } from './strings.ts';

const REACTIONS = ['+1', 'thanks', 'unclear'] as const;

/** Reactions that mean something; any of them says that one has read it. */
export const Reactions = ({ comment }: { readonly comment: Comment }): ReactNode => {
  const me = useMe().actor.id;
  const react = useSend('PUT', '/api/comments/:id/reactions/:reaction');
  const takeBack = useSend('DELETE', '/api/comments/:id/reactions/:reaction');
  return (
    <>
      {REACTIONS.map((reaction) => {
        const by = comment.reactions.find((one) => one.reaction === reaction)?.by ?? [];
        const mine = by.some(({ id }) => id === me);
        const names = by.map(({ name }) => name).join(', ');
        return (
          <Mark
            key={reaction}
            on={mine}
            count={by.length}
            title={by.length === 0 ? undefined : t('reacted', { reaction: t(reaction), names })}
            onClick={() => void (mine ? takeBack : react).send({ params: { id: comment.id, reaction } })}
          >
            {t(reaction)}
          </Mark>
        );
      })}
      <ErrorNote problem={react.problem ?? takeBack.problem} />
    </>
  );
};
