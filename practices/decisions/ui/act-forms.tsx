import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Combobox, TokenField } from '#web/ui/combobox.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

interface ActProps {
  readonly decision: Decision;
  readonly onDone: () => void;
}

const Ends = (props: { readonly does: string; readonly busy: boolean; readonly onCancel: () => void }): ReactNode => (
  <Buttons>
    <Button type="submit" tone="primary" busy={props.busy}>
      {props.does}
    </Button>
    <Button onClick={props.onCancel}>{t('cancel')}</Button>
  </Buttons>
);

export const ReviewDate = ({ decision, onDone }: ActProps): ReactNode => {
  const [on, setOn] = useState(decision.body.reviewOn ?? '');
  const set = useSend('PUT', '/api/decisions/:id/review-date', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void set.send({ params: { id: decision.number }, body: { on: on === '' ? null : on } });
      }}
    >
      <TextField
        label={t('reviewDateLabel')}
        type="date"
        narrow
        autoFocus
        value={on}
        onChange={setOn}
        error={fieldError(set.problem, '/on')}
      />
      <ErrorNote problem={set.problem} shown={['/on']} />
      <Ends does={t('reviewDateDo')} busy={set.busy} onCancel={onDone} />
    </form>
  );
};

export const PassOn = ({ decision, onDone }: ActProps): ReactNode => {
  const me = useMe().actor.id;
  const people = usePeople().filter(({ value }) => value !== me && value !== decision.author.id);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const pass = useSend('POST', '/api/decisions/:id/passes', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== null)
          void pass.send({ params: { id: decision.number }, body: { to, ...(reason.trim() === '' ? {} : { reason }) } });
      }}
    >
      <Combobox label={t('passOnTo')} options={people} value={to} onChange={setTo} error={fieldError(pass.problem, '/to')} />
      <TextArea
        label={t('whyOptional')}
        rows={2}
        value={reason}
        onChange={setReason}
        error={fieldError(pass.problem, '/reason')}
      />
      <ErrorNote problem={pass.problem} shown={['/to', '/reason']} />
      <Ends does={t('passOnDo')} busy={pass.busy} onCancel={onDone} />
    </form>
  );
};

export const Share = ({ decision, onDone }: ActProps): ReactNode => {
  const me = useMe().actor.id;
  const people = usePeople().filter(({ value }) => value !== me);
  const [readers, setReaders] = useState<readonly string[]>(decision.sharedWith.map(({ id }) => id));
  const share = useSend('PUT', '/api/decisions/:id/readers', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void share.send({ params: { id: decision.number }, body: { with: [...readers] } });
      }}
    >
      <TokenField label={t('shareWith')} options={people} values={readers} onChange={setReaders} />
      <ErrorNote problem={share.problem} />
      <Ends does={t('shareDo')} busy={share.busy} onCancel={onDone} />
    </form>
  );
};
