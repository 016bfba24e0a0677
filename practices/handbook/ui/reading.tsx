import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useGet, usePages } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

export type Asked = RouteMap['GET /api/pages/:id/acknowledgements']['reply']['items'][number];

/** Who was asked to read a page: what is asked of the reader, and, to those who asked, who has. */
export const Reading = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  // Kept as it is typed: the panel is another one where the window has another width.
  const draft = useDraft<Asking | null>(`asking to read ${page.id}`, null);
  const asked = useGet(
    '/api/pages/:id/acknowledgements',
    { params: { id: page.id } },
    { live: { kinds: ['acknowledgement', 'page'] } },
  );
  const items = asked.data?.items.filter(({ status }) => status !== 'withdrawn') ?? [];
  const may = page.may.write && page.status === 'published';
  if (items.length === 0 && !may) return null;
  return (
    <Section title={t('reading')}>
      {items.map((one) => (
        <OneAsked key={one.id} one={one} revision={page.revision} />
      ))}
      {may &&
        (draft.value ? (
          <Ask page={page} typed={draft.value} onChange={draft.set} onDone={draft.clear} />
        ) : (
          <Buttons>
            <Button tone="quiet" onClick={() => draft.set(NOBODY)}>
              {t('askReading')}
            </Button>
          </Buttons>
        ))}
    </Section>
  );
};

const OneAsked = ({ one, revision }: { readonly one: Asked; readonly revision: number }): ReactNode => {
  const [open, setOpen] = useState(false);
  const { readers } = one;
  return (
    <>
      <Mine one={one} revision={revision} />
      {readers && (
        <Fold small title={t('readOf', { read: readers.read, all: readers.asked, n: one.revision })} onToggle={setOpen}>
          {open && <Readers one={one} />}
        </Fold>
      )}
    </>
  );
};

/** Whom the reader asked, and who of them has read it. */
const Readers = ({ one }: { readonly one: Asked }): ReactNode => {
  const withdraw = useSend('PUT', '/api/acknowledgements/:id/withdrawal');
  const people = usePages(
    '/api/acknowledgements/:id/readers',
    { params: { id: one.id }, query: {} },
    { live: { kinds: ['acknowledgement'] } },
  );
  return (
    <>
      <Note>{t('readWhy', { why: one.why })}</Note>
      <Note>{t('readShown')}</Note>
      {people.error && <ErrorNote problem={people.error} retry={people.refetch} />}
      {!people.items && !people.error && <Skeleton />}
      <Rows label={t('reading')}>
        {people.items?.map(({ actor, read: last }) => (
          <Row
            key={actor.id}
            title={<PersonName name={actor.name} plain />}
            href={`/people/${actor.handle}`}
            right={last ? t.rich('readWhen', { when: <LocalTime at={last.at} /> }) : t('notYet')}
            brief
          />
        ))}
      </Rows>
      {people.hasMore && (
        <More busy={people.busy} onMore={people.more}>
          {t('more')}
        </More>
      )}
      {one.status === 'open' && (
        <Confirm
          tone="quiet"
          ask={t('withdrawAsk')}
          does={t('withdraw')}
          busy={withdraw.busy}
          onConfirm={() => void withdraw.send({ params: { id: one.id } })}
        >
          {t('withdraw')}
        </Confirm>
      )}
      <ErrorNote problem={withdraw.problem} />
    </>
  );
};

/** What is asked of the reader, and their answer. */
export const Mine = ({ one, revision }: { readonly one: Asked; readonly revision: number }): ReactNode => {
  const acknowledge = useSend('PUT', '/api/acknowledgements/:id/reading');
  const { mine } = one;
  if (!mine) return null;
  if (mine.status === 'answered') return <Note>{t('youRead', { n: mine.read?.revision ?? one.revision })}</Note>;
  if (mine.status === 'moot' || one.status === 'withdrawn') return null;
  return (
    <>
      <Note>{t.rich('askedYou', { who: one.author.name, when: <LocalTime at={mine.dueAt} />, why: one.why })}</Note>
      <Buttons>
        <Button
          keyHint="a"
          busy={acknowledge.busy}
          onClick={() => void acknowledge.send({ params: { id: one.id }, body: { revision } })}
        >
          {t('haveRead')}
        </Button>
      </Buttons>
      <ErrorNote problem={acknowledge.problem} />
    </>
  );
};

interface Asking {
  readonly people: readonly string[];
  readonly all: boolean;
  readonly by: string | null;
  readonly why: string;
}
const NOBODY: Asking = { people: [], all: false, by: null, why: '' };

const Ask = ({
  page,
  typed,
  onChange,
  onDone,
}: {
  readonly page: HandbookPage;
  readonly typed: Asking;
  readonly onChange: (typed: Asking) => void;
  readonly onDone: () => void;
}): ReactNode => {
  const options = usePeople();
  const { people, all, by, why } = typed;
  const ask = useSend('POST', '/api/pages/:id/acknowledgements', { onSent: onDone });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask.send({ params: { id: page.id }, body: { people: all ? [] : [...people], all, by: by ?? '', why } });
      }}
    >
      <Checkbox label={t('askAll')} checked={all} onChange={(to) => onChange({ ...typed, all: to })} />
      {!all && (
        <TokenField
          label={t('askWhom')}
          options={options}
          values={people}
          onChange={(to) => onChange({ ...typed, people: to })}
          error={fieldError(ask.problem, '/people')}
        />
      )}
      <DateTimeField
        label={t('askBy')}
        value={by}
        onChange={(to) => onChange({ ...typed, by: to })}
        error={fieldError(ask.problem, '/by')}
      />
      <TextField
        label={t('askWhy')}
        hint={t('askWhyHint')}
        value={why}
        onChange={(to) => onChange({ ...typed, why: to })}
        error={fieldError(ask.problem, '/why')}
      />
      <ErrorNote problem={ask.problem} shown={['/people', '/by', '/why']} />
      <Buttons>
        <Button type="submit" busy={ask.busy}>
          {t('askSend')}
        </Button>
        <Button tone="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
