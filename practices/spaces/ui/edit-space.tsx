import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useRevision } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { Note } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { NotShown, useSpace, useSpaces } from './one-space.tsx';
import type { OneSpace } from './one-space.tsx';
import { PublicHandbook } from './public-handbook.tsx';
import { SpaceFields, type SpaceForm } from './space-fields.tsx';
import { t } from './strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = useSpace(params['slug'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  if (!one.mayRun || one.archived) return <NotShown one={null} error={null} />;
  return <EditSpace key={one.id} space={one} />;
};

const EditSpace = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const before: SpaceForm = {
    name: space.name,
    slug: space.slug,
    purpose: space.purpose,
    access: space.access,
    parent: space.parent ?? '',
  };
  // Only what is changed here is sent: what somebody else changes meanwhile, who may see it above all, stays as they left it.
  const { value, set, clear, restored, from } = useRevision(`space ${space.id}`, before);
  const spaces = useSpaces();
  const describe = useSend('PATCH', '/api/spaces/:id');
  const access = useSend('PUT', '/api/spaces/:id/access');
  const move = useSend('PUT', '/api/spaces/:id/parent');
  const problem = describe.problem ?? access.problem ?? move.problem;
  const params = { id: space.id };
  const save = async (): Promise<void> => {
    const { name, slug, purpose } = value;
    if (name !== from.name || slug !== from.slug || purpose !== from.purpose) {
      if (!(await describe.send({ params, body: { name, slug, purpose } }))) return;
    }
    // A space that leaves closed surroundings becomes closed, so who may see it is said last.
    if (
      value.parent !== from.parent &&
      !(await move.send({ params, body: { parent: value.parent === '' ? null : value.parent } }))
    )
      return;
    if (value.access !== from.access && !(await access.send({ params, body: { access: value.access } }))) return;
    clear();
    await askWhoReads();
    go(`/spaces/${slug.trim().toLowerCase()}`);
  };
  return (
    <Page title={t('edit')} name={`${t('edit')}: ${space.name}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {restored && (
          <Note>
            {t('draftRestored')}{' '}
            <Button tone="quiet" onClick={clear}>
              {t('startOver')}
            </Button>
          </Note>
        )}
        <SpaceFields
          value={value}
          onChange={(part) => set({ ...value, ...part })}
          spaces={(spaces.data?.items ?? []).filter(({ id }) => id !== space.id)}
          problem={problem}
        />
        <Buttons>
          <Button type="submit" tone="primary" busy={describe.busy || move.busy || access.busy}>
            {t('save')}
          </Button>
          <ButtonLink href={`/spaces/${space.slug}/people`}>{t('people')}</ButtonLink>
          <ButtonLink href={`/spaces/${space.slug}`} tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
      <PublicHandbook space={space} />
    </Page>
  );
};
