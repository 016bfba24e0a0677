import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { api } from '#web/api/client.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { usePages } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Checkbox, RadioGroup, Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { Unfolded } from '#web/ui/unfolded.tsx';
import type { Place } from './moved.ts';
import { moveOf } from './moves.ts';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

/** The file that the page is, to take along. */
const saveAsMarkdown = async ({ id, path }: HandbookPage): Promise<void> => {
  const { body } = await api.get('/api/pages/:id/source', { params: { id } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([body], { type: 'text/markdown' }));
  link.download = `${path.split('/').at(-1) ?? 'page'}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

type Doing = 'move' | 'restrict' | 'archive' | 'delete' | null;

/** What may be done to a page beside writing it. */
export const PageActs = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const [doing, setDoing] = useState<Doing>(null);
  const unarchive = useSend('DELETE', '/api/pages/:id/archival');
  const { number, status, may, id } = page;
  const published = status === 'published';
  const close = (): void => setDoing(null);
  const box = useRef<HTMLDivElement>(null);
  const did = useRef<Doing>(null);
  // What was asked in a button's place gives the focus back to it.
  useEffect(() => {
    const before = did.current;
    did.current = doing;
    if (doing !== null || before === null) return;
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('a, button') ?? [])];
    (buttons.find(({ textContent }) => textContent === t(before)) ?? buttons[0])?.focus();
  }, [doing]);
  return (
    <Section title={t('acts')}>
      <div ref={box}>
        <Buttons>
          <ButtonLink href={`/handbook/${number}/history`} tone="quiet">
            {t('history')}
          </ButtonLink>
          <ButtonLink href={`/handbook/${number}/lineage`} tone="quiet">
            {t('lineage')}
          </ButtonLink>
          {status !== 'deleted' && (
            <Button tone="quiet" onClick={() => void saveAsMarkdown(page)}>
              {t('asMarkdown')}
            </Button>
          )}
          {may.write && published && doing === null && (
            <>
              <ButtonLink href={copyHref(page)} tone="quiet">
                {t('copy')}
              </ButtonLink>
              <Button tone="quiet" onClick={() => setDoing('move')}>
                {t('move')}
              </Button>
              <Button tone="quiet" onClick={() => setDoing('restrict')}>
                {t('restrict')}
              </Button>
              <Button tone="quiet" onClick={() => setDoing('archive')}>
                {t('archive')}
              </Button>
            </>
          )}
          {may.write && status === 'archived' && (
            <Button tone="quiet" busy={unarchive.busy} onClick={() => void unarchive.send({ params: { id } })}>
              {t('unarchive')}
            </Button>
          )}
          {may.delete && doing === null && (
            <Button tone="quiet" onClick={() => setDoing('delete')}>
              {t('delete')}
            </Button>
          )}
        </Buttons>
      </div>
      {doing !== null && (
        <Unfolded label={t(doing)} onClose={close}>
          {doing === 'move' && <Move page={page} onDone={close} />}
          {doing === 'restrict' && <Restrict page={page} onDone={close} />}
          {(doing === 'archive' || doing === 'delete') && <Goes page={page} how={doing} onDone={close} />}
        </Unfolded>
      )}
      <ErrorNote problem={unarchive.problem} />
    </Section>
  );
};

/** Where a copy is begun: beside the page. */
const copyHref = ({ number, under, space }: HandbookPage): string => {
  const beside = under ? `&under=${under.id}` : space ? `&space=${space.slug}` : '';
  return `/handbook/new?copy=${number}${beside}`;
};

interface Part {
  readonly page: HandbookPage;
  readonly onDone: () => void;
}

const Move = ({ page, onDone }: Part): ReactNode => {
  const { spaces } = useMe();
  const [space, setSpace] = useState(page.space?.slug ?? '');
  const [under, setUnder] = useState(page.under?.id ?? '');
  const [name, setName] = useState(page.name);
  const [reason, setReason] = useState('');
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const move = async (place: Place): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const outcome = await outbox.submit(moveOf(page, place));
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status !== 'refused') onDone();
  };
  const tops = usePages('/api/pages', { query: { limit: 200, ...(space === '' ? {} : { space }) } });
  const same = space === (page.space?.slug ?? '');
  const known = same && page.under && !tops.items?.some(({ id }) => id === page.under?.id) ? page.trail.at(-1) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // What was left as it is stays also where somebody else changes it meanwhile.
        const body = {
          ...(!same && { space: space === '' ? null : space }),
          ...((!same || under !== (page.under?.id ?? '')) && { under: under === '' ? null : under }),
          ...(name !== page.name && { name }),
          ...(reason.trim() !== '' && { reason }),
        };
        void move(body);
      }}
    >
      <Note>{t('moveLead')}</Note>
      <Select
        label={t('space')}
        value={space}
        onChange={(to) => {
          setSpace(to);
          setUnder('');
        }}
        options={[
          { value: '', label: t('whole') },
          ...spaces.filter(({ role }) => role !== 'reader').map(({ slug, name: called }) => ({ value: slug, label: called })),
        ]}
        error={fieldError(problem, '/space')}
      />
      <Select
        label={t('below')}
        value={under}
        onChange={setUnder}
        options={[
          { value: '', label: t('top') },
          ...(known ? [{ value: known.id, label: known.title }] : []),
          ...(tops.items ?? []).filter(({ id }) => id !== page.id).map(({ id, title }) => ({ value: id, label: title })),
        ]}
        error={fieldError(problem, '/under')}
      />
      <TextField label={t('name')} hint={t('nameHint')} value={name} onChange={setName} error={fieldError(problem, '/name')} />
      <TextField
        label={t('moveReason')}
        hint={t('moveReasonHint')}
        optional
        value={reason}
        onChange={setReason}
        error={fieldError(problem, '/reason')}
      />
      <ErrorNote problem={problem} shown={['/space', '/under', '/name', '/reason']} />
      <Ends busy={busy} does={t('move')} onCancel={onDone} />
    </form>
  );
};

const Restrict = ({ page, onDone }: Part): ReactNode => {
  const people = usePeople();
  const [only, setOnly] = useState<readonly string[] | null>(page.only?.map(({ id }) => id) ?? null);
  const [andBelow, setAndBelow] = useState(false);
  const restricting = useSend('PUT', '/api/pages/:id/readers', { onSent: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void restricting.send({ params: { id: page.id }, body: { only: only === null ? null : [...only], andBelow } });
      }}
    >
      <RadioGroup
        label={t('restrict')}
        value={only === null ? 'all' : 'some'}
        onChange={(value) => setOnly(value === 'all' ? null : (page.only?.map(({ id }) => id) ?? []))}
        options={[
          { value: 'all', label: t('everybody') },
          { value: 'some', label: t('some') },
        ]}
      />
      {only !== null && (
        <TokenField
          label={t('readers')}
          hint={t('restrictLead')}
          options={people}
          values={only}
          onChange={setOnly}
          error={fieldError(restricting.problem, '/only')}
        />
      )}
      <Checkbox label={t('andBelow')} checked={andBelow} onChange={setAndBelow} />
      <ErrorNote problem={restricting.problem} shown={['/only']} />
      <Ends busy={restricting.busy} does={t('save')} onCancel={onDone} />
    </form>
  );
};

const Goes = ({ page, how, onDone }: Part & { readonly how: 'archive' | 'delete' }): ReactNode => {
  const [reason, setReason] = useState('');
  const [andBelow, setAndBelow] = useState(false);
  const archive = useSend('PUT', '/api/pages/:id/archival', { onSent: onDone });
  const remove = useSend('POST', '/api/pages/:id/deletions', { onSent: onDone });
  const { send, busy, problem } = how === 'archive' ? archive : remove;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send({ params: { id: page.id }, body: { reason, andBelow } });
      }}
    >
      <Note>{t(how === 'archive' ? 'archiveAsk' : 'deleteAsk')}</Note>
      <TextField label={t('why')} value={reason} onChange={setReason} error={fieldError(problem, '/reason')} />
      <Checkbox label={t('andBelow')} checked={andBelow} onChange={setAndBelow} />
      <ErrorNote problem={problem} shown={['/reason']} />
      <Ends busy={busy} does={t(how)} onCancel={onDone} />
    </form>
  );
};

const Ends = ({
  busy,
  does,
  onCancel,
}: {
  readonly busy: boolean;
  readonly does: string;
  readonly onCancel: () => void;
}): ReactNode => (
  <Buttons>
    <Button type="submit" busy={busy}>
      {does}
    </Button>
    <Button tone="quiet" onClick={onCancel}>
      {t('cancel')}
    </Button>
  </Buttons>
);
