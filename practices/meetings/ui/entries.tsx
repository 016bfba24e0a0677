import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup, Select } from '#web/ui/choice-field.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './calendars-strings.ts';

type Entry = ReplyOf<'GET', '/api/meetings/entries'>['items'][number];
type Kind = 'decline' | 'shorten' | 'cancel';

/** The meetings of the next seven days, with what can be done about them where they are kept. */
export const Entries = (): ReactNode => {
  const list = useGet('/api/meetings/entries', {});
  const items = list.data?.items ?? [];
  return (
    <Section title={t('next')}>
      {!list.data && (list.error ? <ErrorNote problem={list.error} /> : <Skeleton lines={3} />)}
      {list.data && items.length === 0 && <Note>{t('nothingNext')}</Note>}
      {items.some(({ canChange }) => !canChange) && <Note>{t('readOnly')}</Note>}
      <Rows label={t('next')}>
        {items.map((one) => (
          <EntryRow key={`${one.calendar} ${one.uid} ${one.planned}`} one={one} />
        ))}
      </Rows>
    </Section>
  );
};

const EntryRow = ({ one }: { readonly one: Entry }): ReactNode => {
  const [doing, setDoing] = useState<Kind | null>(null);
  const minutes = Math.round((Date.parse(one.to) - Date.parse(one.from)) / 60_000);
  const kinds: readonly Kind[] = one.canChange
    ? one.mine
      ? [...(minutes > 10 ? (['shorten'] as const) : []), 'cancel']
      : one.asked
        ? ['decline']
        : []
    : [];
  const title = one.title === '' ? t('untitled') : one.title;
  return (
    <Row
      title={title}
      sub={t.rich('entryFacts', { from: <LocalTime at={one.from} />, minutes, people: t('people', { n: one.people }) })}
      actions={
        kinds.length > 0 && (
          <Buttons>
            {kinds.map((kind) => (
              <Button
                key={kind}
                tone="quiet"
                label={`${t(kind)}: ${title}`}
                onClick={() => setDoing(doing === kind ? null : kind)}
              >
                {t(kind)}
              </Button>
            ))}
          </Buttons>
        )
      }
      below={doing && <ChangeForm one={one} kind={doing} minutes={minutes} done={() => setDoing(null)} />}
    />
  );
};

const SHORTER = [10, 15, 25, 30, 45, 50, 60, 90];

const ChangeForm = (props: {
  readonly one: Entry;
  readonly kind: Kind;
  readonly minutes: number;
  readonly done: () => void;
}): ReactNode => {
  const { one, kind, minutes, done } = props;
  const lengths = SHORTER.filter((length) => length < minutes);
  const [reason, setReason] = useState('');
  const [all, setAll] = useState<'one' | 'all'>('one');
  const [length, setLength] = useState(String(lengths.at(-1) ?? 5));
  const change = useSend('POST', '/api/meetings/calendars/:id/changes', { onSent: done });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void change.send({
          params: { id: one.calendar },
          body: {
            uid: one.uid,
            planned: one.recurs && all === 'one' ? one.planned : null,
            kind,
            ...(kind === 'shorten' && { minutes: Number(length) }),
            reason,
          },
        });
      }}
    >
      {one.recurs && (
        <RadioGroup
          label={t('which')}
          value={all}
          options={[
            { value: 'one', label: t('thisOne') },
            { value: 'all', label: t('allOfIt') },
          ]}
          onChange={setAll}
        />
      )}
      {kind === 'shorten' && (
        <Select
          label={t('length')}
          narrow
          value={length}
          options={lengths.map((n) => ({ value: String(n), label: t('minutes', { n }) }))}
          onChange={setLength}
          error={fieldError(change.problem, '/minutes')}
        />
      )}
      <TextArea
        label={t('reason')}
        hint={t('reasonHint')}
        rows={2}
        value={reason}
        onChange={setReason}
        error={fieldError(change.problem, '/reason')}
      />
      <ErrorNote problem={change.problem} shown={['/reason', '/minutes']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={change.busy}>
          {t(DOES[kind])}
        </Button>
        <Button tone="quiet" onClick={done}>
          {t('leave')}
        </Button>
      </Buttons>
    </form>
  );
};

const DOES = { decline: 'declineDoes', shorten: 'shortenDoes', cancel: 'cancelDoes' } as const;
