import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { Combobox, TokenField } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, WillBeSent, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { t } from './ask-strings.ts';
import { AskedBefore } from './asked-before.tsx';
import { BlocksField, useNamed } from './blocks-field.tsx';
import { Foresight } from './foresight.tsx';
import { bodyOf, type NewRequest, type Place } from './new-request.ts';
import { PlaceField } from './place-field.tsx';

const EMPTY: NewRequest = { to: null, others: [], question: '', urgent: false, place: null, blocks: [] };
const SHOWN = ['/to', '/others', '/question', '/space', '/blocks/0'];

/** Asks somebody: kept on this device as typed; what would come of it is shown before it is sent. Of somebody else it is another question. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const name = `new request ${search['to'] ?? ''} ${search['blocks'] ?? ''}`;
  return <Ask key={name} name={name} search={search} />;
};

const Ask = ({ name, search }: { readonly name: string; readonly search: ScreenProps['search'] }): ReactNode => {
  const me = useMe();
  const draft = useDraft(name, EMPTY);
  const request = { ...EMPTY, ...draft.value };
  const change = (to: Partial<NewRequest>): void => draft.set({ ...request, ...to });
  useNamed(search['blocks'], draft.restored, (one) => change({ blocks: [one] }));
  const people = usePeople().filter(({ value }) => value !== me.actor.id);
  const to = request.to ?? people.find(({ value }) => value === search['to'])?.value ?? null;
  const chosen = request.place === 'with' && request.blocks.length === 0 ? null : request.place;
  const place = chosen ?? placeOf(request, search['space'], me.spaces);
  const outbox = useOutbox();
  const [waits, setWaits] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const body = bodyOf(request, to, place);
    const letter = { path: '/api/requests', body, textIn: 'question', label: t('letter'), href: '/requests?view=mine' };
    const outcome = await outbox.submit(letter);
    setBusy(false);
    setWaits(outcome.status === 'waiting');
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    if (outcome.status === 'sent') go(addressOf(outcome.reply), { replace: true });
  };
  return (
    <Page title={t('title')} lead={t('lead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {waits && <WillBeSent />}
        {draft.restored && (
          <Confirm ask={t('startOverAsk')} does={t('startOverDo')} tone="quiet" onConfirm={draft.clear}>
            {t('startOver')}
          </Confirm>
        )}
        <Combobox
          label={t('to')}
          hint={t('toHint')}
          options={people}
          value={to}
          onChange={(value) => change({ to: value })}
          error={to === null && problem?.field === '/to' ? { message: t('nobody') } : fieldError(problem, '/to')}
        />
        {to !== null && (
          <TokenField
            label={t('others')}
            hint={t('othersHint')}
            optional
            options={people.filter(({ value }) => value !== to)}
            values={request.others}
            onChange={(others) => change({ others })}
            error={fieldError(problem, '/others')}
          />
        )}
        <MarkdownArea
          label={t('question')}
          hint={t('questionHint')}
          value={request.question}
          onChange={(question) => change({ question })}
          kept={draft.kept}
          error={fieldError(problem, '/question')}
        />
        <AskedBefore question={request.question} />
        <BlocksField blocks={request.blocks} onChange={(blocks) => change({ blocks })} error={fieldError(problem, '/blocks/0')} />
        <PlaceField
          value={place}
          onChange={(to) => change({ place: to })}
          blocks={request.blocks.length > 0}
          error={fieldError(problem, '/space')}
        />
        <Checkbox label={t('urgent')} hint={t('urgentHint')} checked={request.urgent} onChange={(urgent) => change({ urgent })} />
        {to !== null && <Foresight request={request} to={to} place={place} />}
        <ErrorNote problem={problem} shown={SHOWN} />
        <Buttons>
          <Button type="submit" tone="primary" busy={busy}>
            {t('send')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};

/** With what waits for it; else in the space of the address; else before everybody. */
const placeOf = (
  { blocks }: NewRequest,
  slug: string | undefined,
  spaces: readonly { readonly slug: string; readonly role: string }[],
): Place => {
  if (blocks.length > 0) return 'with';
  const space = spaces.find((one) => one.slug === slug && one.role !== 'reader');
  return space ? `in ${space.slug}` : 'all';
};

const addressOf = (reply: unknown): string =>
  typeof reply === 'object' && reply !== null && 'number' in reply ? `/requests/${String(reply.number)}` : '/requests?view=mine';
