import { useState } from 'react';
import type { ReactNode } from 'react';
import { ToCopy } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './sharing-strings.ts';

type Shared = RouteMap['GET /api/pages/:id/shares']['reply']['items'][number];

const LENGTHS = ['7', '30', '90', '365'] as const;
const USUAL = '30';

interface Making {
  readonly days: string;
  readonly note: string;
}

/** [safety] Addresses of links, until whoever made them has them: in this window's memory, and nowhere else. */
const shownOnce = new Map<string, string>();

/** By which links people outside read a page; make one, take one back. */
export const Sharing = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const shares = useGet('/api/pages/:id/shares', { params: { id: page.id } }, { live: { kinds: ['share', 'page', 'space'] } });
  // Kept as it is typed: the panel is another one where the window has another width.
  const draft = useDraft<Making | null>(`sharing ${page.id}`, null);
  const [address, show] = useState(shownOnce.get(page.id) ?? null);
  const setAddress = (to: string | null): void => {
    if (to === null) shownOnce.delete(page.id);
    else shownOnce.set(page.id, to);
    show(to);
  };
  const items = shares.data?.items ?? [];
  const may = shares.data?.mayShare === true;
  if (items.length === 0 && !may) return null;
  const open = items.filter(({ status }) => status === 'open' || status === 'stopped');
  const past = items.filter((one) => !open.includes(one));
  return (
    <Section title={t('sharing')}>
      {address !== null && (
        <>
          <ToCopy label={t('link')} hint={t('linkOnce')} text={address} does={t('copy')} />
          <Buttons>
            <Button tone="quiet" onClick={() => setAddress(null)}>
              {t('linkKept')}
            </Button>
          </Buttons>
        </>
      )}
      {open.length > 0 && (
        <Rows label={t('links')}>
          {open.map((one) => (
            <OneLink key={one.id} one={one} />
          ))}
        </Rows>
      )}
      {may &&
        address === null &&
        (draft.value ? (
          <Make
            page={page}
            typed={draft.value}
            onChange={draft.set}
            onMade={(made) => {
              draft.clear();
              setAddress(made);
            }}
            onCancel={draft.clear}
          />
        ) : (
          <Buttons>
            <Button tone="quiet" onClick={() => draft.set({ days: USUAL, note: '' })}>
              {t('share')}
            </Button>
          </Buttons>
        ))}
      {past.length > 0 && (
        <Fold small title={t('past', { n: past.length })}>
          <Rows label={t('past', { n: past.length })}>
            {past.map((one) => (
              <OneLink key={one.id} one={one} />
            ))}
          </Rows>
        </Fold>
      )}
    </Section>
  );
};

const OneLink = ({ one }: { readonly one: Shared }): ReactNode => {
  const revoke = useSend('DELETE', '/api/shares/:id');
  const { status, note, author, until, opened, lastAt } = one;
  return (
    <Row
      title={note || t('byName', { who: author.name })}
      quiet={status !== 'open'}
      sub={
        <>
          {note !== '' && <>{t('byName', { who: author.name })} · </>}
          {status === 'open' && t.rich('until', { when: <LocalTime at={until} /> })}
          {status === 'over' && t.rich('over', { when: <LocalTime at={until} /> })}
          {status === 'revoked' && t('revoked')}
          {status === 'stopped' && t('stopped')}
          {' · '}
          {lastAt === null ? t('unopened') : t.rich('opened', { n: opened, when: <LocalTime at={lastAt} /> })}
        </>
      }
      below={
        one.mayRevoke &&
        status !== 'over' && (
          <>
            <Confirm
              tone="quiet"
              ask={t('revokeAsk')}
              does={t('revoke')}
              busy={revoke.busy}
              onConfirm={() => void revoke.send({ params: { id: one.id } })}
            >
              {t('revoke')}
            </Confirm>
            <ErrorNote problem={revoke.problem} />
          </>
        )
      }
    />
  );
};

const Make = ({
  page,
  typed,
  onChange,
  onMade,
  onCancel,
}: {
  readonly page: HandbookPage;
  readonly typed: Making;
  readonly onChange: (typed: Making) => void;
  readonly onMade: (address: string) => void;
  readonly onCancel: () => void;
}): ReactNode => {
  const { days, note } = typed;
  const share = useSend('POST', '/api/pages/:id/shares', { onSent: ({ address }) => onMade(address) });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void share.send({ params: { id: page.id }, body: { days: Number(days), note } });
      }}
    >
      <Note>{t('lead')}</Note>
      <Select
        label={t('days')}
        value={days}
        onChange={(to) => onChange({ ...typed, days: to })}
        options={LENGTHS.map((value) => ({ value, label: t('daysOf', { n: Number(value) }) }))}
        error={fieldError(share.problem, '/days')}
      />
      <TextField
        label={t('note')}
        hint={t('noteHint')}
        optional
        value={note}
        onChange={(to) => onChange({ ...typed, note: to })}
        error={fieldError(share.problem, '/note')}
      />
      <ErrorNote problem={share.problem} shown={['/days', '/note']} />
      <Buttons>
        <Button type="submit" busy={share.busy}>
          {t('make')}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
