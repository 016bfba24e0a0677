import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useSpaces } from './one-space.tsx';
import { SpaceFields, type SpaceForm } from './space-fields.tsx';
import { t } from './strings.ts';

/** The space around it, null: wherever the address says. */
type Form = Omit<SpaceForm, 'parent'> & { readonly parent: string | null };
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
        <SpaceFields
          fresh
          value={{ ...value, parent }}
          onChange={(part) => set({ ...value, ...part })}
          spaces={spaces.data?.items ?? []}
          problem={problem}
        />
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
