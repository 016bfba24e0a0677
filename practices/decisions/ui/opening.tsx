import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { endingParts, type Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/** Whom opening it now would ask, and what would happen by itself, and when. */
export const Opening = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const preview = useGet(
    '/api/decisions/:id/opening',
    { params: { id: decision.number } },
    { live: { artifact: decision.number } },
  );
  if (!preview.data) return <ErrorNote problem={preview.error} />;
  const { sentence, dueAt, proof } = preview.data;
  const names = (proof?.seats ?? [])
    .filter(({ actor, excused, passedTo }) => excused === null && passedTo === null && actor !== decision.author.id)
    .map(({ name }) => name);
  const { what, unless } = endingParts(sentence);
  const when = dueAt === null ? '' : <LocalTime at={dueAt} />;
  const words = unless === null ? t.rich('opensAt', { what, when }) : t.rich('opensUnless', { what, when, unless });
  return (
    <Note>
      {names.length === 0 ? t('opensNobody') : t('opensAsk', { names: names.join(', ') })} {words}
    </Note>
  );
};
