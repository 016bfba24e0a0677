import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import type { Request } from './asked.ts';
import { t } from './one-strings.ts';

const EMPTY = { to: null, reason: '' };

/** To somebody who knows, once. */
export const PassOn = ({ request, onDone }: { readonly request: Request; readonly onDone: () => void }): ReactNode => {
  const me = useMe().actor.id;
  const people = usePeople().filter(({ value }) => value !== me && value !== request.author.id);
  const draft = useDraft<{ readonly to: string | null; readonly reason: string }>(`pass-on ${request.id}`, EMPTY);
  const { to, reason } = draft.value;
  const pass = useSend('POST', '/api/requests/:id/passings', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const why = reason.trim() === '' ? {} : { reason };
        if (to !== null) void pass.send({ params: { id: request.number }, body: { to, ...why } });
      }}
    >
      <Combobox
        label={t('passOnTo')}
        options={people}
        value={to}
        onChange={(whom) => draft.set({ to: whom, reason })}
        error={fieldError(pass.problem, '/to')}
      />
      <TextArea
        label={t('whyOptional')}
        rows={2}
        value={reason}
        onChange={(why) => draft.set({ to, reason: why })}
        error={fieldError(pass.problem, '/reason')}
      />
      <ErrorNote problem={pass.problem} shown={['/to', '/reason']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={pass.busy}>
          {t('passOnDo')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};
