import type { ReactNode } from 'react';
import { SpacePages } from '#ui/handbook';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsWide } from '#web/ui/side-panel.tsx';
import { NotShown, useSpace, useSpaces } from './one-space.tsx';
import type { OneSpace } from './one-space.tsx';
import { DecisionsHere, RequestsHere } from './space-work.tsx';
import { SpaceRows } from './spaces.tsx';
import { t } from './strings.ts';

const YOURS = { steward: t('youSteward'), contributor: t('youContributor'), reader: t('youReader') } as const;

/** A room: what it is for, what it decided and asks, who is in it, the rooms inside. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = useSpace(params['slug'] ?? '');
  return one ? <SpacePage key={one.id} space={one} /> : <NotShown one={one} error={error} />;
};

const SpacePage = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const all = useSpaces();
  const wide = useIsWide();
  const inhabitants = <Inhabitants space={space} />;
  const around = all.data?.items.find(({ id }) => id === space.parent);
  const contributes = !space.archived && (space.role === 'steward' || space.role === 'contributor');
  return (
    <Page
      title={space.name}
      lead={space.purpose || undefined}
      meta={
        <>
          {around && <span>{t.rich('inside', { space: <a href={`/spaces/${around.slug}`}>{around.name}</a> })}</span>}
          <span>{space.archived ? t('archived') : space.access === 'open' ? t('open') : t('closed')}</span>
          {space.public && (
            <a href={`/public/${space.slug}`} target="_blank" rel="noopener">
              {t('isPublic')}
            </a>
          )}
          {space.role && <span>{YOURS[space.role]}</span>}
          {space.role && !space.archived && <a href={`/meetings/teams/${space.slug}`}>{t('meetings')}</a>}
        </>
      }
      actions={
        space.mayRun && (
          <Buttons>
            <ButtonLink href={`/spaces/${space.slug}/edit`} keyHint="e">
              {t('edit')}
            </ButtonLink>
          </Buttons>
        )
      }
      {...(wide ? { panel: { label: t('people'), summary: t('people'), children: inhabitants } } : {})}
    >
      {space.archived && <Note>{t('isArchived')}</Note>}
      <SpacePages slug={space.slug} contributes={contributes} />
      <DecisionsHere space={space} contributes={contributes} />
      <RequestsHere space={space} contributes={contributes} />
      {(space.inside.length > 0 || contributes) && (
        <Section
          title={t('insideIt')}
          side={
            contributes && (
              <ButtonLink href={`/spaces/new?in=${space.slug}`} tone="quiet">
                {t('newInside')}
              </ButtonLink>
            )
          }
        >
          <SpaceRows spaces={space.inside} all={[]} />
        </Section>
      )}
      {!wide && inhabitants}
      {space.mayRun && <Ending space={space} />}
    </Page>
  );
};

const ROLES = { steward: t('steward'), contributor: t('contributor'), reader: t('reader') } as const;

const Inhabitants = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const me = useMe();
  const leave = useSend('DELETE', '/api/spaces/:id/members/:member');
  const change = space.mayRun && !space.archived && (
    <ButtonLink href={`/spaces/${space.slug}/people`} tone="quiet" label={`${t('changePeople')}: ${t('people')}`}>
      {t('changePeople')}
    </ButtonLink>
  );
  const inside = space.people.some(({ actor }) => actor.id === me.actor.id);
  return (
    <>
      <Section title={t('members')} side={change}>
        {space.people.length === 0 && <Note>{t('noMembers')}</Note>}
        <Rows label={t('members')}>
          {space.people.map(({ actor, role }) => (
            <Row
              key={actor.id}
              title={<PersonName name={actor.name} kind={actor.kind} plain />}
              {...linkTo(actor)}
              right={ROLES[role]}
            />
          ))}
        </Rows>
        {space.access === 'open' && <Note>{t('everybody')}</Note>}
        {inside && (
          <Buttons>
            <Button
              tone="quiet"
              busy={leave.busy}
              onClick={() => void leave.send({ params: { id: space.id, member: me.actor.id } })}
            >
              {t('leave')}
            </Button>
          </Buttons>
        )}
        <ErrorNote problem={leave.problem} />
      </Section>
      <Section title={t('roles')}>
        {space.roles.length === 0 && <Note>{t('rolesNone')}</Note>}
        <Rows label={t('roles')}>
          {space.roles.map(({ role, actors }) => (
            <Row key={role} title={role} sub={actors.map(({ name }) => name).join(', ')} />
          ))}
        </Rows>
      </Section>
    </>
  );
};

const linkTo = (actor: OneSpace['people'][number]['actor']): { readonly href?: string } => {
  const href = addressOfArtifact(actor.kind, { id: actor.id, number: null, handle: actor.handle });
  return href === null ? {} : { href };
};

const Ending = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const archive = useSend('PUT', '/api/spaces/:id/archive');
  const restore = useSend('DELETE', '/api/spaces/:id/archive');
  const params = { id: space.id };
  return (
    <Section title={t('ending')}>
      {space.archived ? (
        <Buttons>
          <Button busy={restore.busy} onClick={() => void restore.send({ params })}>
            {t('restore')}
          </Button>
        </Buttons>
      ) : (
        <Confirm
          tone="quiet"
          ask={t('archiveAsk', { name: space.name })}
          does={t('archive')}
          busy={archive.busy}
          onConfirm={() => void archive.send({ params })}
        >
          {t('archive')}
        </Confirm>
      )}
      <ErrorNote problem={archive.problem ?? restore.problem} />
    </Section>
  );
};
