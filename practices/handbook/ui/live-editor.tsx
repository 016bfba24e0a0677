import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { api } from '#web/api/client.ts';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownEditor, type EditorHandle } from '#web/ui/markdown-editor.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { CLOSED } from '../drafts/messages.ts';
import type { Status } from '../drafts/provider.ts';
import { Changes } from './changes.tsx';
import { useLiveDraft } from './live-draft.ts';
import { t } from './live-strings.ts';
import { Places } from './places.tsx';
import { t as page } from './strings.ts';
import { WritingCheck } from './writing-check.tsx';
import { findPages, keepBelow } from './writing.ts';

type Source = RouteMap['GET /api/pages/:id/source']['reply'];

/** A page's draft: shared with whoever writes in it, kept as it is typed, and published as one revision with its reason. */
export const LiveEditor = ({ number, source }: { readonly number: string; readonly source: Source }): ReactNode => {
  const me = useMe().actor.id;
  const live = useLiveDraft(source.id, source);
  const reason = useDraft(`reason ${number}`, '');
  const editor = useRef<EditorHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const told = useGet('/api/pages/:id/draft', { params: { id: number } });
  const others = (told.data?.draft?.writers ?? []).filter(({ id }) => id !== me).map(({ name }) => name);
  const publish = useSend('POST', '/api/pages/:id/draft/publications', {
    onSent: ({ proposal }) => {
      reason.clear();
      go(proposal ? `/decisions/${proposal.number}` : `/handbook/${number}`, { replace: true });
    },
  });
  const discard = useSend('DELETE', '/api/pages/:id/draft', { onSent: () => go(`/handbook/${number}`, { replace: true }) });
  const { status } = live;
  const draft = status?.draft ?? null;
  const gone = status?.phase === 'closed';
  const ready = status?.phase === 'live' && draft !== null;
  // It stands below a long text: whoever published from within the text would not see that it is asked for.
  const wantsReason = publish.problem?.field === '/reason';
  useEffect(() => {
    if (wantsReason) goToReason(form.current);
  }, [wantsReason, publish.problem]);
  const send = async (propose = false): Promise<void> => {
    if (!ready) return;
    if (!(await live.saved())) return;
    await publish.send({ params: { id: number }, body: { draft, reason: reason.value, propose } });
  };
  return (
    <Page
      title={source.title}
      name={`${page('edit')}: ${source.title}`}
      wide
      actions={
        <Buttons>
          <Button onClick={() => goToReason(form.current)}>{t('toPublish')}</Button>
        </Buttons>
      }
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {source.may === 'perhaps' && <Note>{page('mayPerhaps')}</Note>}
        {others.length > 0 && <Note>{t('writtenBy', { names: others.join(', ') })}</Note>}
        {live.failed && <ErrorNote problem={{ code: 'offline' }} />}
        {gone && (
          <ErrorNote
            problem={{ code: 'closed', title: t('closed'), detail: whyClosed(status.code) }}
            {...(status.unsaved && { kept: t('keptHere') })}
            {...(status.code === CLOSED.notFound || status.code === CLOSED.gone ? {} : { retry: live.retry })}
          />
        )}
        <Places number={number} places={live.places} settle={live.settle} show={(line) => editor.current?.showLine(line)} />
        {live.source ? (
          <MarkdownEditor
            label={page('text')}
            hint={page('textHint')}
            findPages={findPages}
            keep={keepBelow(source.id)}
            preview={async (body) => (await api.post('/api/pages/:id/previews', { params: { id: number }, body: { body } })).html}
            value={live.text}
            onChange={live.tell}
            source={live.source}
            readOnly={gone || status?.mayWrite === false}
            error={fieldError(publish.problem, '/body')}
            foot={[sayKept(status), sayOthers(live.others)].filter(Boolean).join(' · ')}
            handle={editor}
          />
        ) : (
          !gone && !live.failed && <Skeleton />
        )}
        <Changes number={number} text={live.text} />
        <WritingCheck text={live.text} />
        <TextField
          name="reason"
          label={page('reason')}
          hint={page('reasonHint')}
          value={reason.value}
          onChange={reason.set}
          error={fieldError(publish.problem, '/reason')}
        />
        <ErrorNote problem={publish.problem ?? discard.problem} shown={['/reason', '/body']} />
        {!ready && !gone && live.source !== null && <Note>{t('publishNeeds')}</Note>}
        <Buttons>
          <Button type="submit" tone="primary" busy={publish.busy} disabled={!ready}>
            {page('publish')}
          </Button>
          <Button tone="quiet" busy={publish.busy} disabled={!ready} onClick={() => void send(true)}>
            {page('proposeInstead')}
          </Button>
          <ButtonLink href={`/handbook/${number}`} tone="quiet">
            {t('leave')}
          </ButtonLink>
          {draft !== null && ready && (
            <Confirm
              ask={others.length + live.others.length > 0 ? t('discardAskAll') : t('discardAsk')}
              does={t('discardDo')}
              tone="quiet"
              busy={discard.busy}
              onConfirm={() => void discard.send({ params: { id: number }, query: { draft } })}
            >
              {t('discard')}
            </Confirm>
          )}
        </Buttons>
        <Note>{page('proposeInsteadHint')}</Note>
      </form>
    </Page>
  );
};

/** Below a long text: it is gone to from above. */
const goToReason = (form: HTMLFormElement | null): void => {
  const field = form?.elements.namedItem('reason');
  if (field instanceof HTMLElement) field.focus();
};

/** Why a draft is closed stands above. */
const sayKept = (status: Status | null): string => {
  if (!status || status.phase === 'opening') return t('opening');
  if (status.phase === 'closed') return '';
  if (status.phase === 'live') return t(status.unsaved ? 'saving' : 'saved');
  if (!status.unsaved) return t('away');
  return t(status.kept ? 'savedHere' : 'keeping');
};

const sayOthers = (names: readonly string[]): string =>
  names.length === 0 ? '' : t('alsoHere', { n: names.length, names: names.slice(0, 5).join(', ') });

const whyClosed = (code: number | null): string => {
  if (code === CLOSED.signIn) return t('closedSignIn');
  if (code === CLOSED.notAllowed) return t('closedNotAllowed');
  if (code === CLOSED.notFound) return t('closedNotFound');
  if (code === CLOSED.gone) return t('closedGone');
  if (code === CLOSED.tooLarge) return t('closedTooLarge');
  return t('closedOther');
};
