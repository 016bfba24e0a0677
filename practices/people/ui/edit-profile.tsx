import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { optionsOf, useEveryone } from './everyone.ts';
import { errorUnder, shownUnder } from './faults.ts';
import { NotShown } from './nobody.tsx';
import { usePerson } from './one-person.ts';
import type { OnePerson } from './one-person.ts';
import { wordsOf } from './regions.ts';
import { t } from './people-strings.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = usePerson(params['handle'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  if (!one.mayChange) return <NotShown one={null} error={null} />;
  return <EditProfile key={one.id} person={one} />;
};

const FIELDS = ['/name', '/handle', '/title', '/about', '/skills', '/deputies'];

const formOf = ({ name, handle, title, about, skills, deputies }: OnePerson) => ({
  name,
  handle,
  title,
  about,
  skills: skills.join(', '),
  deputies: deputies.map(({ id }): string => id),
});

/** Name, what they do, skills, deputies: one form. What did not change is not sent. */
const EditProfile = ({ person }: { readonly person: OnePerson }): ReactNode => {
  const before = formOf(person);
  const draft = useDraft(`profile ${person.id}`, before);
  const { value, set } = draft;
  const everyone = useEveryone();
  const profile = useSend('PATCH', '/api/people/:id');
  const skills = useSend('PUT', '/api/people/:id/skills');
  const deputies = useSend('PUT', '/api/people/:id/deputies');
  const problem = profile.problem ?? skills.problem ?? deputies.problem;
  const params = { id: person.id };
  const save = async (): Promise<void> => {
    const { name, handle, title, about } = value;
    if (name !== before.name || handle !== before.handle || title !== before.title || about !== before.about) {
      if (!(await profile.send({ params, body: { name, handle, title, about } }))) return;
    }
    if (value.skills !== before.skills && !(await skills.send({ params, body: { skills: [...wordsOf(value.skills)] } }))) return;
    if (
      value.deputies.join() !== before.deputies.join() &&
      !(await deputies.send({ params, body: { deputies: [...value.deputies] } }))
    )
      return;
    draft.clear();
    await askWhoReads();
    go(`/people/${handle.trim().toLowerCase()}`);
  };
  const others = (everyone.items ?? []).filter(
    ({ id, kind, status }) => kind === 'person' && status === 'active' && id !== person.id,
  );
  const named = person.deputies.filter(({ id }) => others.every((line) => line.id !== id));
  return (
    <Page title={t('editProfile')} name={`${t('editProfile')}: ${person.name}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {draft.restored && (
          <Note>
            {t('draftRestored')}{' '}
            <Button tone="quiet" onClick={draft.clear}>
              {t('startOver')}
            </Button>
          </Note>
        )}
        <TextField
          label={t('yourName')}
          required
          value={value.name}
          onChange={(name) => set({ ...value, name })}
          error={fieldError(problem, '/name')}
        />
        <TextField
          label={t('handle')}
          hint={t('handleHint', { handle: value.handle })}
          required
          value={value.handle}
          onChange={(handle) => set({ ...value, handle })}
          error={fieldError(problem, '/handle')}
        />
        <TextField
          label={t('whatYouDo')}
          hint={t('whatYouDoHint')}
          optional
          value={value.title}
          onChange={(title) => set({ ...value, title })}
          error={fieldError(problem, '/title')}
        />
        <TextArea
          label={t('about')}
          optional
          value={value.about}
          onChange={(about) => set({ ...value, about })}
          error={fieldError(problem, '/about')}
        />
        <TextField
          label={t('skills')}
          hint={t('skillsHint')}
          optional
          value={value.skills}
          onChange={(to) => set({ ...value, skills: to })}
          error={errorUnder(problem, '/skills')}
        />
        <TokenField
          label={t('deputies')}
          hint={t('deputiesHint')}
          optional
          values={value.deputies}
          options={[...optionsOf(others), ...named.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(to) => set({ ...value, deputies: [...to] })}
          error={errorUnder(problem, '/deputies')}
        />
        <ErrorNote problem={problem} shown={shownUnder(problem, FIELDS)} />
        <Buttons>
          <Button type="submit" tone="primary" busy={profile.busy || skills.busy || deputies.busy}>
            {t('save')}
          </Button>
          <ButtonLink href={`/people/${person.handle}`} tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
