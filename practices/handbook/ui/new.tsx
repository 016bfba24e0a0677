import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownEditor } from '#web/ui/markdown-editor.tsx';
import { ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';
import { TemplateChoice } from './template-choice.tsx';
import { WritingCheck } from './writing-check.tsx';
import { findPages, keepIn } from './writing.ts';

interface NewPage {
  readonly title: string;
  readonly text: string;
  readonly space: string;
}

/** A new page, perhaps with the text of another one to begin with. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const copied = search['copy'];
  const source = useGet('/api/pages/:id/source', { params: { id: copied ?? '' } }, { enabled: copied !== undefined });
  const [begins, setBegins] = useState(copied === undefined ? EMPTY : null);
  // What this window knows of the page may be older than the page.
  if (begins === null && source.data && !source.isFetching) setBegins(copyOf(source.data));
  if (begins) return <NewEditor search={search} begins={begins} />;
  return <Page title={t('newPage')}>{source.error ? <ErrorNote problem={source.error} /> : <Skeleton />}</Page>;
};

type Begins = Pick<NewPage, 'title' | 'text'>;
const EMPTY: Begins = { title: '', text: '' };

/** Two pages of one name cannot stand side by side: where its first line is its title, the copy is called otherwise. */
const copyOf = ({ title, body }: { readonly title: string; readonly body: string }): Begins => {
  const heading = /^\s*#[ \t]+[^\n]*\n*/.exec(body);
  return heading ? { title: t('copyOf', { title }), text: body.slice(heading[0].length) } : { title: '', text: body };
};

/** Kept on this device as typed, until it is published. */
const NewEditor = ({ search, begins }: { readonly search: ScreenProps['search']; readonly begins: Begins }): ReactNode => {
  const { spaces } = useMe();
  const under = search['under'];
  const above = useGet('/api/pages/:id', { params: { id: under ?? '' } }, { enabled: under !== undefined });
  const copied = search['copy'] === undefined ? '' : ` copy ${search['copy']}`;
  const draft = useDraft<NewPage>(`new page ${under ?? search['space'] ?? ''}${copied}`, {
    ...begins,
    space: search['space'] ?? '',
  });
  const typed = draft.value;
  const write = useSend('POST', '/api/pages', {
    onSent: ({ number, proposal }) => {
      draft.clear();
      go(proposal ? `/decisions/${proposal.number}` : `/handbook/${number}`, { replace: true });
    },
  });
  const publish = (): void => {
    const heading = typed.title.replace(/\s+/g, ' ').trim();
    const body = heading === '' ? typed.text : `# ${heading}\n\n${typed.text}`;
    const where = above.data
      ? { space: above.data.space?.slug ?? null, under: above.data.id }
      : { space: typed.space === '' ? null : typed.space };
    void write.send({ body: { body: body.endsWith('\n') ? body : `${body}\n`, ...where } });
  };
  return (
    <Page title={t('newPage')} wide lead={above.data && `${t('below')} “${above.data.title}”`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          publish();
        }}
      >
        {draft.restored && (
          <Confirm ask={t('startOverAsk')} does={t('startOverDo')} tone="quiet" onConfirm={draft.clear}>
            {t('startOver')}
          </Confirm>
        )}
        {copied !== '' && <Note>{t('copyLead')}</Note>}
        <TemplateChoice text={typed.text} onChoose={(text) => draft.set({ ...typed, text })} />
        <TextField label={t('title')} value={typed.title} onChange={(title) => draft.set({ ...typed, title })} autoFocus />
        <MarkdownEditor
          label={t('text')}
          findPages={findPages}
          keep={keepIn(above.data?.space?.slug ?? typed.space)}
          value={typed.text}
          onChange={(text) => draft.set({ ...typed, text })}
          error={fieldError(write.problem, '/body')}
          kept={draft.kept}
        />
        <WritingCheck text={typed.text} />
        {under === undefined && (
          <Select
            label={t('space')}
            value={typed.space}
            onChange={(space) => draft.set({ ...typed, space })}
            options={[
              { value: '', label: t('whole') },
              ...spaces.filter(({ role }) => role !== 'reader').map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
            error={fieldError(write.problem, '/space')}
          />
        )}
        {above.error && <ErrorNote problem={above.error} />}
        <ErrorNote problem={write.problem} shown={['/body', '/space']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={write.busy}>
            {t('publishNew')}
          </Button>
        </Buttons>
        <Note>{t('textHint')}</Note>
      </form>
    </Page>
  );
};
