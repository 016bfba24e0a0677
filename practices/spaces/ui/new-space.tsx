import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { ParentField } from './parent-field.tsx';
import { useSpaces } from './one-space.tsx';
import { t } from './strings.ts';

const FIELDS = ['/name', '/slug', '/purpose', '/access', '/parent'];

interface Form {
  readonly name: string;
  readonly slug: string;
  readonly purpose: string;
  readonly access: 'open' | 'closed';
  /** Null: wherever the address says. */
  readonly parent: string | null;
}
const EMPTY: Form = { name: '', slug: '', purpose: '', access: 'open', parent: null };

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const { value, set, clear } = useDraft<Form>('space', EMPTY);
  const spaces = useSpaces();
  const around = spaces.data?.items.find(({ slug }) => slug === search['in']);
  const parent = value.parent ?? around?.id ?? '';
  const open = useSend('POST', '/api/spaces', {
    onSent: ({ slug }) => {
      clear();
      void askWhoReads().then(() => go(`/spaces/${slug}`));
    },
  });
  const { problem } = open;
  return (
    <Page title={t('newSpace')} lead={t('newLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { name, slug, purpose, access } = value;
          void open.send({
            body: { name, purpose, access, parent: parent === '' ? null : parent, ...(slug.trim() === '' ? {} : { slug }) },
          });
        }}
      >
        <TextField
          label={t('name')}
          required
          autoFocus
          value={value.name}
          onChange={(name) => set({ ...value, name })}
          error={fieldError(problem, '/name')}
        />
        <TextField
          label={t('purpose')}
          hint={t('purposeHint')}
          optional
          value={value.purpose}
          onChange={(purpose) => set({ ...value, purpose })}
          error={fieldError(problem, '/purpose')}
        />
        <TextField
          label={t('slug')}
          hint={t('slugNewHint')}
          optional
          value={value.slug}
          onChange={(slug) => set({ ...value, slug })}
          error={fieldError(problem, '/slug')}
        />
        <RadioGroup
          label={t('access')}
          value={value.access}
          options={[
            { value: 'open', label: t('accessOpen'), hint: t('accessOpenHint') },
            { value: 'closed', label: t('accessClosed'), hint: t('accessClosedHint') },
          ]}
          onChange={(access) => set({ ...value, access })}
          error={fieldError(problem, '/access')}
        />
        <ParentField
          value={parent}
          spaces={spaces.data?.items ?? []}
          onChange={(to) => set({ ...value, parent: to })}
          error={fieldError(problem, '/parent')}
        />
        <ErrorNote problem={problem} shown={FIELDS} />
        <Buttons>
          <Button type="submit" tone="primary" busy={open.busy}>
            {t('newSpace')}
          </Button>
          <ButtonLink href={around ? `/spaces/${around.slug}` : '/spaces'} tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
