import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup, Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { FactFields, pointersOf, TextFields } from './decision-fields.tsx';
import { bodyOf, EMPTY, type Named, type Typed } from './fields.ts';
import { t } from './form-strings.ts';
import { Foresight } from './opening.tsx';

interface NewDecision extends Typed {
  readonly space: string;
  /** Null: whoever sees the space. */
  readonly audience: readonly string[] | null;
}

/** A new decision: kept on this device as typed, then as a draft that others do not see, then open. Of another comment it is another. */
export const Screen = ({ search }: ScreenProps): ReactNode => (
  <New key={`${search['comment'] ?? ''} ${search['supersedes'] ?? ''}`} search={search} />
);

const New = ({ search }: Pick<ScreenProps, 'search'>): ReactNode => {
  const comment = search['comment'];
  const { spaces } = useMe();
  const writable = spaces.filter(({ role }) => role !== 'reader');
  const home = search['space'] ?? writable.find(({ member }) => member)?.slug ?? writable[0]?.slug ?? '';
  const draft = useDraft<NewDecision>(`new decision ${comment ?? search['supersedes'] ?? ''}`, {
    ...EMPTY,
    space: home,
    audience: null,
  });
  const typed = draft.value;
  useSuperseded(search['supersedes'], draft.restored, (one) => draft.set({ ...draft.value, supersedes: [one] }));
  const people = usePeople();
  const [opening, setOpening] = useState(false);
  const write = useSend('POST', '/api/decisions', {
    onSent: (reply) => {
      draft.clear();
      go(`/decisions/${reply.number}`, { replace: true });
    },
  });
  const quote = useSend('POST', '/api/comments/:id/decisions');
  const move = useSend('PUT', '/api/decisions/:id/space');
  const revise = useSend('PATCH', '/api/decisions/:id');
  const problem = quote.problem ?? move.problem ?? revise.problem ?? write.problem;
  const send = async (open: boolean): Promise<void> => {
    setOpening(open);
    const body = bodyOf(typed);
    const space = typed.space === '' ? null : typed.space;
    if (comment === undefined) {
      const audience = typed.audience === null ? {} : { audience: [...typed.audience] };
      await write.send({ body: { ...body, space, open, ...audience } });
      return;
    }
    // Made already, and refused in the words that were to stand in it: those are mended, and it is the same draft.
    const before = quote.reply;
    const drafted = before ?? (await quote.send({ params: { id: comment }, body: { title: typed.title, space } }));
    if (drafted === null) return;
    const params = { id: drafted.number };
    if (before !== null && (await move.send({ params, body: { space } })) === null) return;
    if ((await revise.send({ params, body })) === null) return;
    draft.clear();
    go(`/decisions/${drafted.number}`, { replace: true });
  };
  const form = { typed, onChange: (to: Typed) => draft.set({ ...typed, ...to }), problem, kept: draft.kept };
  const busy = write.busy || quote.busy || move.busy || revise.busy;
  return (
    <Page title={t('new')} lead={comment === undefined ? t('newLead') : t('fromComment')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
      >
        {draft.restored && (
          <Confirm ask={t('startOverAsk')} does={t('startOverDo')} tone="quiet" onConfirm={draft.clear}>
            {t('startOver')}
          </Confirm>
        )}
        <TextFields {...form} />
        <FactFields {...form} />
        <Section title={t('where')}>
          <Select
            label={t('space')}
            value={typed.space}
            onChange={(space) => draft.set({ ...typed, space })}
            options={[...writable.map(({ slug, name }) => ({ value: slug, label: name })), { value: '', label: t('noSpace') }]}
            error={fieldError(problem, '/space')}
          />
          {comment === undefined && (
            <RadioGroup
              label={t('who')}
              value={typed.audience === null ? 'space' : 'named'}
              onChange={(value) => draft.set({ ...typed, audience: value === 'space' ? null : [] })}
              options={[
                { value: 'space', label: t('whoSpace') },
                { value: 'named', label: t('whoNamed') },
              ]}
            />
          )}
          {typed.audience !== null && (
            <TokenField
              label={t('audience')}
              options={people}
              values={typed.audience}
              onChange={(audience) => draft.set({ ...typed, audience })}
              error={fieldError(problem, '/audience')}
            />
          )}
        </Section>
        <Foresight typed={typed} space={typed.space} audience={typed.audience} />
        <ErrorNote problem={problem} shown={pointersOf(problem).filter((pointer) => !pointer.startsWith('/quotes'))} />
        <Buttons>
          {comment === undefined && (
            <Button tone="primary" busy={busy && opening} onClick={() => void send(true)}>
              {t('openNow')}
            </Button>
          )}
          <Button type="submit" busy={busy && !opening}>
            {t('saveDraft')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};

/** `?supersedes=142`: begins with that one named. */
const useSuperseded = (number: string | undefined, restored: boolean, name: (one: Named) => void): void => {
  const older = useGet('/api/decisions/:id', { params: { id: number ?? '' } }, { enabled: number !== undefined && !restored });
  const id = older.data?.id;
  useEffect(() => {
    if (older.data) name({ id: older.data.id, words: `#${older.data.number} ${older.data.title}` });
    // Once, when it is known: afterwards the form is the writer's.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id]);
};
