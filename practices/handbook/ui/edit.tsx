import type { ReactNode } from 'react';
import { api } from '#web/api/client.ts';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownEditor } from '#web/ui/markdown-editor.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { TwoTexts } from '#web/ui/two-texts.tsx';
import { LiveEditor } from './live-editor.tsx';
import { t } from './strings.ts';
import { WritingCheck } from './writing-check.tsx';
import { findPages, keepBelow } from './writing.ts';

type Source = RouteMap['GET /api/pages/:id/source']['reply'];

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const source = useGet('/api/pages/:id/source', { params: { id: number } }, { live: { artifact: number } });
  if (source.data) {
    const Writing = source.data.may === 'propose' ? ProposingEditor : LiveEditor;
    return <Writing key={source.data.id} number={number} source={source.data} />;
  }
  return (
    <Page title={t('edit')}>
      {source.error ? <ErrorNote problem={source.error} retry={() => void source.refetch()} /> : <Skeleton />}
    </Page>
  );
};

interface Writing {
  readonly text: string;
  readonly reason: string;
  /** The revision on which it is written. */
  readonly base: number;
}

/** Another text of a page that its writer may not publish: kept on this device as typed, with the revision that it changes, until it is proposed. */
const ProposingEditor = ({ number, source }: { readonly number: string; readonly source: Source }): ReactNode => {
  const fresh = { text: source.body, reason: '', base: source.revision };
  const draft = useDraft<Writing>(`page ${number}`, fresh);
  // Nothing typed yet: what was published meanwhile is what one begins from.
  const typed = draft.value.text === source.body && draft.value.reason === '' ? fresh : draft.value;
  const publish = useSend('POST', '/api/pages/:id/revisions', {
    onSent: ({ proposal }) => {
      draft.clear();
      go(proposal ? `/decisions/${proposal.number}` : `/handbook/${number}`, { replace: true });
    },
  });
  const merge = useSend('POST', '/api/pages/:id/merges');
  const conflicts = merge.reply?.conflicts ?? [];
  const send = async (): Promise<void> => {
    const { base, text, reason } = typed;
    const sent = await publish.send({ params: { id: number }, body: { base, body: text, reason } });
    if (sent === null) await merge.send({ params: { id: number }, body: { base, body: text } });
  };
  const needsMerge = publish.problem?.code === 'needs-merge';
  return (
    <Page title={source.title} name={`${t('edit')}: ${source.title}`} wide>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {draft.restored && typed !== fresh && (
          <Confirm ask={t('startOverAsk')} does={t('startOverDo')} tone="quiet" onConfirm={draft.clear}>
            {t('startOver')}
          </Confirm>
        )}
        <Note>{t('mayPropose')}</Note>
        {typed.base < source.revision && <Note>{t('stale')}</Note>}
        <MarkdownEditor
          label={t('text')}
          hint={t('textHint')}
          findPages={findPages}
          keep={keepBelow(source.id)}
          preview={async (body) => (await api.post('/api/pages/:id/previews', { params: { id: number }, body: { body } })).html}
          value={typed.text}
          onChange={(text) => draft.set({ ...typed, text })}
          error={needsMerge ? undefined : fieldError(publish.problem, '/body')}
          kept={draft.kept}
        />
        <WritingCheck text={typed.text} />
        <TextField
          label={t('reason')}
          hint={t('reasonHint')}
          value={typed.reason}
          onChange={(reason) => draft.set({ ...typed, reason })}
          error={fieldError(publish.problem, '/reason')}
        />
        {needsMerge && conflicts.length > 0 && merge.reply && (
          <Section title={t('conflict')}>
            <Note>{t('conflictLead')}</Note>
            {conflicts.map((one) => (
              <Section key={one.line} title={t('conflictLine', { line: one.line })} bare>
                <TwoTexts first={{ name: t('standing'), text: one.standing }} second={{ name: t('yours'), text: one.sent }} />
              </Section>
            ))}
            <Buttons>
              <Button
                onClick={() => {
                  if (merge.reply) draft.set({ ...typed, base: merge.reply.revision });
                  merge.reset();
                  publish.reset();
                }}
              >
                {t('rebased')}
              </Button>
            </Buttons>
          </Section>
        )}
        {!(needsMerge && conflicts.length > 0) && <ErrorNote problem={publish.problem} shown={['/reason', '/body']} />}
        <Buttons>
          <Button type="submit" tone="primary" busy={publish.busy || merge.busy}>
            {t('propose')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
