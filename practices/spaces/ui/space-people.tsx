import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { same } from '#kernel/stream/same.ts';
import { usePeople } from '#ui/people';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Combobox, TokenField } from '#web/ui/combobox.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Menu } from '#web/ui/menu.tsx';
import type { ComboOption } from '#web/ui/matching.ts';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { NotShown, useSpace } from './one-space.tsx';
import type { OneSpace } from './one-space.tsx';
import { t } from './strings.ts';

type Role = OneSpace['people'][number]['role'];

const ROLES = [
  { value: 'reader', label: t('reader') },
  { value: 'contributor', label: t('contributor') },
  { value: 'steward', label: t('steward') },
] as const satisfies readonly { value: Role; label: string }[];

/** Who is in a space with which role, and the roles that protocols ask. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = useSpace(params['slug'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  if (!one.mayRun || one.archived) return <NotShown one={null} error={null} />;
  return <PeoplePage key={one.id} space={one} />;
};

const PeoplePage = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const actors = usePeople();
  return (
    <Page title={t('people')} name={`${t('people')}: ${space.name}`} lead={t('peopleLead')}>
      <Members space={space} />
      <AddMember space={space} actors={actors} />
      <Section title={t('roles')}>
        <Note>{t('rolesText')}</Note>
        {space.roles.map(({ role, actors: held }) => (
          <NamedRole key={role} space={space} role={role} held={held} actors={actors} />
        ))}
        <NewRole space={space} actors={actors} />
      </Section>
      <Buttons>
        <ButtonLink href={`/spaces/${space.slug}`}>{t('back', { name: space.name })}</ButtonLink>
      </Buttons>
    </Page>
  );
};

const Members = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const give = useSend('PUT', '/api/spaces/:id/members/:member');
  const remove = useSend('DELETE', '/api/spaces/:id/members/:member');
  return (
    <Section title={t('members')} side={t('memberCount', { n: space.people.length })}>
      {space.people.length === 0 && <Note>{t('noMembers')}</Note>}
      <Rows label={t('members')}>
        {space.people.map(({ actor, role }) => {
          const params = { id: space.id, member: actor.id };
          return (
            <Row
              key={actor.id}
              title={actor.name}
              sub={`@${actor.handle}`}
              right={t(role)}
              menu={
                <Menu
                  quiet
                  label={t('changeMember', { name: actor.name })}
                  items={[
                    ...ROLES.filter(({ value }) => value !== role).map(({ value, label }) => ({
                      label: t('make', { role: label }),
                      act: () => void give.send({ params, body: { role: value } }),
                    })),
                    { label: t('takeOut'), tone: 'stop', act: () => void remove.send({ params }) },
                  ]}
                />
              }
            />
          );
        })}
      </Rows>
      <ErrorNote problem={give.problem ?? remove.problem} />
    </Section>
  );
};

const AddMember = ({ space, actors }: { readonly space: OneSpace; readonly actors: readonly ComboOption[] }): ReactNode => {
  const [chosen, choose] = useState<string | null>(null);
  const [role, setRole] = useState<Role>('contributor');
  const give = useSend('PUT', '/api/spaces/:id/members/:member', { onSent: () => choose(null) });
  const inside = new Set(space.people.map(({ actor }): string => actor.id));
  return (
    <Section title={t('addMember')} bare>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) void give.send({ params: { id: space.id, member: chosen }, body: { role } });
        }}
      >
        <Combobox
          label={t('who')}
          value={chosen}
          options={actors.filter(({ value }) => !inside.has(value))}
          onChange={choose}
          error={fieldError(give.problem, '/member')}
        />
        <Select label={t('as')} narrow value={role} options={ROLES} onChange={setRole} />
        <ErrorNote problem={give.problem} shown={['/member']} />
        <Buttons>
          <Button type="submit" busy={give.busy} disabled={chosen === null}>
            {t('add')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};

const NamedRole = (props: {
  readonly space: OneSpace;
  readonly role: string;
  readonly held: OneSpace['roles'][number]['actors'];
  readonly actors: readonly ComboOption[];
}): ReactNode => {
  const assign = useSend('PUT', '/api/spaces/:id/roles/:role');
  const params = { id: props.space.id, role: props.role };
  const { values, change } = useWrittenAtOnce(
    props.held.map(({ id }) => id),
    async (actors) => (await assign.send({ params, body: { actors: [...actors] } })) !== null,
  );
  return (
    <>
      <TokenField
        label={t('roleActorsOf', { role: props.role })}
        hint={t('roleEnds')}
        values={values}
        options={[...props.actors, ...props.held.map(({ id, name }) => ({ value: id, label: name }))].filter(
          ({ value }, index, all) => all.findIndex((one) => one.value === value) === index,
        )}
        onChange={(actors) => void change(actors)}
      />
      <ErrorNote problem={assign.problem} />
    </>
  );
};

/**
 * A list of which each change is written at once. The next change builds on what is shown, not on what has come back by then, and goes out
 * when the one before has; refused, the list is shown as it is.
 */
const useWrittenAtOnce = (held: readonly string[], write: (values: readonly string[]) => Promise<boolean>) => {
  const [wanted, want] = useState<readonly string[] | null>(null);
  const newest = useRef<readonly string[]>([]);
  const writing = useRef(false);
  if (wanted !== null && same(wanted, held)) want(null);
  const change = async (values: readonly string[]): Promise<void> => {
    want(values);
    newest.current = values;
    if (writing.current) return;
    writing.current = true;
    let sent: readonly string[] | null = null;
    let kept = true;
    try {
      while (kept && newest.current !== sent) {
        sent = newest.current;
        kept = await write(sent);
      }
    } finally {
      writing.current = false;
    }
    if (!kept) want(null);
  };
  return { values: wanted ?? held, change };
};

const NewRole = ({ space, actors }: { readonly space: OneSpace; readonly actors: readonly ComboOption[] }): ReactNode => {
  const [name, setName] = useState('');
  const [held, setHeld] = useState<readonly string[]>([]);
  const assign = useSend('PUT', '/api/spaces/:id/roles/:role', {
    onSent: () => {
      setName('');
      setHeld([]);
    },
  });
  return (
    <Section title={t('nameRole')} bare>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && held.length > 0)
            void assign.send({ params: { id: space.id, role: name.trim() }, body: { actors: [...held] } });
        }}
      >
        <TextField
          label={t('roleName')}
          hint={t('roleNameHint')}
          value={name}
          onChange={setName}
          error={fieldError(assign.problem, '/params/role')}
        />
        <TokenField label={t('roleActors')} values={held} options={actors} onChange={setHeld} />
        <ErrorNote problem={assign.problem} shown={['/params/role']} />
        <Buttons>
          <Button type="submit" busy={assign.busy} disabled={name.trim() === '' || held.length === 0}>
            {t('nameRole')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};
