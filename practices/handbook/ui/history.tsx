import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useGet, usePages } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Compared } from '#web/ui/compared.tsx';
import { Select, type Option } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Trail } from '#web/ui/trail.tsx';
import { type HandbookPage, WithPage } from './one-page.tsx';
import { t } from './strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => (
  <WithPage number={params['number'] ?? ''}>{(page) => <Revisions key={page.id} page={page} />}</WithPage>
);

/** Every revision of a page with its reason; what each changed unfolds below it, and it can be published again. */
const Revisions = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const [open, setOpen] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  /** What stood below a row goes; the button that unfolded it has the focus again. */
  const fold = (revision: number): void => {
    setOpen(null);
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    buttons.find((one) => one.getAttribute('aria-label') === seeOf(revision))?.focus();
  };
  const revisions = usePages(
    '/api/pages/:id/revisions',
    { params: { id: page.id }, query: {} },
    { live: { artifact: page.number } },
  );
  const reasons = new Map(revisions.items?.map(({ revision, reason }) => [revision, reason]));
  return (
    <Page
      title={t('historyOf', { title: page.title })}
      lead={<Trail label={t('trail')} steps={[{ href: `/handbook/${page.number}`, title: page.title }]} />}
    >
      <Note>{t('historyLead')}</Note>
      {revisions.error && <ErrorNote problem={revisions.error} retry={revisions.refetch} />}
      {!revisions.items && !revisions.error && <Skeleton />}
      <div ref={list}>
        <Rows label={t('history')}>
          {revisions.items?.map(({ revision, reason, by, writers, at, decision }) => (
            <Row
              key={revision}
              title={reason}
              sub={
                <>
                  {[by, ...writers].map(({ name }) => name).join(', ')} · <LocalTime at={at} />
                  {decision && (
                    <>
                      {' · '}
                      {t.rich('byDecision', {
                        number: (
                          <a href={`/decisions/${decision.number}`} title={decision.title}>
                            #{decision.number}
                          </a>
                        ),
                      })}
                    </>
                  )}
                </>
              }
              right={t('revision', { n: revision })}
              actions={
                <Button
                  tone="quiet"
                  expanded={open === revision}
                  label={seeOf(revision)}
                  onClick={() => setOpen(open === revision ? null : revision)}
                >
                  {t('see')}
                </Button>
              }
              below={
                open === revision && (
                  <Change page={page} revision={revision} reasons={reasons} onRestored={() => fold(revision)} />
                )
              }
            />
          ))}
        </Rows>
      </div>
      {revisions.hasMore && (
        <More busy={revisions.busy} onMore={revisions.more}>
          {t('more')}
        </More>
      )}
      <Moves page={page} />
    </Page>
  );
};

const seeOf = (revision: number): string => `${t('see')}: ${t('revision', { n: revision })}`;

/** Who moved or renamed it, and why, as far as they said. */
const Moves = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const told = usePages(
    '/api/artifacts/:id/events',
    { params: { id: page.id }, query: { type: 'page-moved' } },
    { live: { artifact: page.number } },
  );
  const moves = told.items ?? [];
  if (moves.length === 0) return null;
  return (
    <Section title={t('moves')}>
      <Rows label={t('moves')}>
        {moves.map(({ id, sentence, at }) => (
          <Row key={id} title={sentence} sub={<LocalTime at={at} />} />
        ))}
      </Rows>
      {told.hasMore && (
        <More busy={told.busy} onMore={told.more}>
          {t('more')}
        </More>
      )}
    </Section>
  );
};

const Change = ({
  page,
  revision,
  reasons,
  onRestored,
}: {
  readonly page: HandbookPage;
  readonly revision: number;
  /** Of the revisions that are shown. */
  readonly reasons: Reasons;
  readonly onRestored: () => void;
}): ReactNode => {
  const [other, setOther] = useState(revision - 1);
  const restore = useSend('POST', '/api/pages/:id/restorations', { onSent: onRestored });
  const [from, to] = [Math.min(other, revision), Math.max(other, revision)];
  const first = from < 1;
  const changes = useGet(
    '/api/pages/:id/revisions/:revision/changes',
    { params: { id: page.id, revision: String(from) }, query: { to: String(to) } },
    { enabled: !first },
  );
  const text = useGet('/api/pages/:id/revisions/:revision', { params: { id: page.id, revision: '1' } }, { enabled: first });
  const same = changes.data?.lines.every(({ kind }) => kind === 'same');
  return (
    <Section title={t(to === page.revision ? 'compareNow' : 'compareLabel', { from: Math.max(from, 1), to })} bare>
      {changes.error && <ErrorNote problem={changes.error} />}
      {!first && !changes.data && !changes.error && <Skeleton />}
      {changes.data?.apart && <Note>{t('apart')}</Note>}
      {!first &&
        changes.data &&
        (same ? <Note>{t('sameText')}</Note> : <Compared lines={changes.data.lines} label={t('history')} />)}
      {first && text.data && (
        <Compared lines={text.data.body.split('\n').map((line) => ({ kind: 'added', text: line }))} label={t('history')} />
      )}
      <ErrorNote problem={restore.problem} />
      {page.revision > 1 && (
        <Select
          label={t('compareWith')}
          value={String(Math.max(other, 0))}
          onChange={(chosen) => setOther(Number(chosen))}
          options={othersOf(revision, page.revision, reasons)}
        />
      )}
      {revision !== page.revision && (
        <Buttons>
          {page.may.write && page.status === 'published' && (
            <Confirm
              ask={t('restoreAsk', { n: revision })}
              does={t('restore')}
              tone="quiet"
              busy={restore.busy}
              onConfirm={() => void restore.send({ params: { id: page.id }, body: { revision } })}
            >
              {t('restore')}
            </Confirm>
          )}
        </Buttons>
      )}
    </Section>
  );
};

type Reasons = ReadonlyMap<number, string>;

/** The newest first; of the first one, what was there before it is nothing. */
const othersOf = (revision: number, newest: number, reasons: Reasons): readonly Option[] => [
  ...Array.from({ length: newest }, (_, index) => newest - index)
    .filter((n) => n !== revision)
    .map((n) => ({ value: String(n), label: n === newest ? t('current') : nameOf(n, reasons.get(n)) })),
  ...(revision === 1 ? [{ value: '0', label: t('nothingBefore') }] : []),
];

/** Characters of a reason by which a revision is known again. */
const KNOWN_BY = 60;

const nameOf = (n: number, reason: string | undefined): string => {
  if (reason === undefined) return t('revision', { n });
  const [line = ''] = reason.split('\n', 1);
  return t('revisionWhy', { n, reason: line.length > KNOWN_BY ? `${line.slice(0, KNOWN_BY).toWellFormed()}…` : line });
};
