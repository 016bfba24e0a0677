import { useEffect, useRef, type ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import type { Decision } from './decided.ts';
import { KindFields, pointersOf } from './decision-fields.tsx';
import { t } from './decision-strings.ts';
import type { Typed } from './fields.ts';
import { may } from './offers.ts';
import { RecordForesight } from './opening.tsx';

/** What the protocol looks at. */
export type SaidOfRecord = Pick<Typed, 'reversible' | 'impact' | 'urgent' | 'affected'>;

interface OpenRecordProps {
  readonly decision: Decision;
  /** Null: it is not being opened. */
  readonly said: SaidOfRecord | null;
  readonly onSay: (said: SaidOfRecord | null) => void;
}

/** A proposal that was imported: what the protocol looks at, whom it would ask, and the button that opens it as a decision. */
export const OpenRecord = ({ decision, said, onSay }: OpenRecordProps): ReactNode => {
  if (!may(decision.actions, 'open-record')) return null;
  if (said !== null) return <Form decision={decision} said={said} onSay={onSay} />;
  return (
    <Buttons>
      <Button tone="primary" keyHint="o" onClick={() => onSay(saidBy(decision))}>
        {t('openRecord')}
      </Button>
    </Buttons>
  );
};

/** As its file says. */
const saidBy = ({ body }: Decision): SaidOfRecord => ({
  ...{ reversible: body.reversible, impact: body.impact, urgent: body.urgent },
  affected: body.affected.map(({ id }) => id),
});

const Form = ({ decision, said, onSay }: OpenRecordProps & { readonly said: SaidOfRecord }): ReactNode => {
  const open = useSend('POST', '/api/decisions/:id/record/openings', { onSent: () => onSay(null) });
  // Opened by a key, it is gone through by keys.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void open.send({ params: { id: decision.number }, body: { ...said, affected: [...said.affected] } });
      }}
    >
      <Note>{t('openRecordHint')}</Note>
      <KindFields typed={said} onChange={onSay} problem={open.problem} />
      <RecordForesight decision={decision} said={said} />
      <ErrorNote problem={open.problem} shown={pointersOf(open.problem)} />
      <Buttons>
        <Button type="submit" tone="primary" busy={open.busy}>
          {t('openRecordDo')}
        </Button>
        <Button onClick={() => onSay(null)}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};
