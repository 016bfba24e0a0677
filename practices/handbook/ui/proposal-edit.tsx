import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownEditor } from '#web/ui/markdown-editor.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { TwoTexts } from '#web/ui/two-texts.tsx';
import { t } from './strings.ts';
import { findPages } from './writing.ts';

type Text = RouteMap['GET /api/decisions/:id/text']['reply'];

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const text = useGet('/api/decisions/:id/text', { params: { id: number } });
  const decision = useGet('/api/decisions/:id', { params: { id: number } });
  const problem = text.error ?? decision.error;
  if (!text.data || !decision.data)
    return <Page title={t('amendTextOf')}>{problem ? <ErrorNote problem={problem} /> : <Skeleton />}</Page>;
  const held = text.data.fate?.is === 'held' && text.data.fate.open;
  if (decision.data.status === 'open' || held)
    return <Writing number={number} title={decision.data.title} text={text.data} anew={held} />;
  return (
    <Page title={t('notAmendable')}>
      <ButtonLink href={`/decisions/${number}`}>{t('back')}</ButtonLink>
    </Page>
  );
};

/** Another text in the place of the one that is proposed: an amendment while it is open; a proposal anew where it did not fit any more. */
const Writing = (props: {
  readonly number: string;
  readonly title: string;
  readonly text: Text;
  readonly anew: boolean;
}): ReactNode => {
  const { number, title, text, anew } = props;
  const [fresh] = useState({ text: text.text, reason: anew ? text.reason : '', label: 'material' });
  const draft = useDraft(`proposal ${number} ${text.base}`, fresh);
  const typed = draft.value;
  const sent = { onSent: draft.clear };
  const amend = useSend('POST', '/api/decisions/:id/texts', sent);
  const propose = useSend('POST', '/api/pages/:id/proposals', sent);
  const problem = amend.problem ?? propose.problem;
  // Whoever saw what others published since has written on that.
  const base = text.conflicts.length > 0 || anew ? text.revision : text.base;
  const send = async (): Promise<void> => {
    const { text: body, reason } = typed;
    const done = anew
      ? await propose.send({ params: { id: text.page.id }, body: { base, body, reason, instead: Number(number) } })
      : await amend.send({
          params: { id: number },
          body: { base, body, reason, label: typed.label === 'editorial' ? 'editorial' : 'material' },
        });
    if (done) go(`/decisions/${done.number}`);
  };
  return (
    <Page title={title} name={`${t('amendTextOf')}: ${title}`} wide>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {text.conflicts.length > 0 && (
          <Section title={t('conflict')}>
            <Note>{t('conflictLead')}</Note>
            {text.conflicts.map((one) => (
              <Section key={one.line} title={t('conflictLine', { line: one.line })} bare>
                <TwoTexts first={{ name: t('standing'), text: one.standing }} second={{ name: t('yours'), text: one.sent }} />
              </Section>
            ))}
          </Section>
        )}
        <MarkdownEditor
          label={t('text')}
          hint={t('textHint')}
          findPages={findPages}
          value={typed.text}
          onChange={(value) => draft.set({ ...typed, text: value })}
          error={fieldError(problem, '/body')}
          kept={draft.kept}
        />
        <TextField
          label={t(anew ? 'reason' : 'amendWhy')}
          value={typed.reason}
          onChange={(reason) => draft.set({ ...typed, reason })}
          error={fieldError(problem, '/reason')}
        />
        {!anew && (
          <RadioGroup
            label={t('amendHow')}
            value={typed.label}
            onChange={(label) => draft.set({ ...typed, label })}
            options={[
              { value: 'material', label: t('amendMaterial') },
              { value: 'editorial', label: t('amendEditorial') },
            ]}
          />
        )}
        <ErrorNote problem={problem} shown={['/reason', '/body']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={amend.busy || propose.busy}>
            {t(anew ? 'proposeAnew' : 'amendText')}
          </Button>
          <ButtonLink href={`/decisions/${number}`} tone="quiet">
            {t('back')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
