import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button } from '#web/ui/button.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { t } from './strings.ts';

/** Being told of what becomes of something, or no more. Whether somebody watches is shown to nobody else. */
export const Watch = ({ on }: { readonly on: string }): ReactNode => {
  const mine = useGet('/api/artifacts/:id/watch', { params: { id: on } });
  const watch = useSend('PUT', '/api/artifacts/:id/watch');
  if (!mine.data) return null;
  const { watching } = mine.data;
  return (
    <>
      <Button
        tone="quiet"
        busy={watch.busy}
        onClick={() => void watch.send({ params: { id: on }, body: { watching: !watching } })}
      >
        {t(watching ? 'unwatch' : 'watch')}
      </Button>
      <ErrorNote problem={watch.problem} />
    </>
  );
};
