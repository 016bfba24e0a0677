import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { t } from './dependence-strings.ts';
import { DependencePicture } from './dependence-picture.tsx';
import { sentenceOf } from './dependence-words.ts';

export type Dependence = ReplyOf<'GET', '/api/dependence'>;
type Point = Dependence['points'][number];

/** Who is asked for what, and what one person alone can move. `?space` where; `?focus` one node of the picture. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const { space, focus } = search;
  const { data, error, refetch } = useGet(
    '/api/dependence',
    { query: space === undefined ? {} : { space } },
    { live: { kinds: ['page', 'space', 'person', 'team', 'decision'] } },
  );
  return (
    <Page title={t('title')} lead={t('lead')} wide>
      {error && <ErrorNote problem={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data && (
        <>
          <Section title={t('points')}>
            {data.points.length === 0 ? <Note>{t('noPoints')}</Note> : <Points points={data.points} />}
          </Section>
          {data.waiting.length > 0 && <Waiting items={data.waiting} />}
          {data.spaces.length > 0 && (
            <Select
              label={t('space')}
              value={data.space?.slug ?? ''}
              onChange={(slug) => go(slug === '' ? '/protocols/dependence' : `/protocols/dependence?space=${slug}`)}
              options={[{ value: '', label: t('whole') }, ...data.spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
            />
          )}
          <DependencePicture data={data} focus={focus} space={space} />
          {data.pages.items.length > 0 && <Pages pages={data.pages} />}
        </>
      )}
    </Page>
  );
};

const Points = ({ points }: { readonly points: readonly Point[] }): ReactNode => (
  <Rows label={t('points')}>
    {points.map((point) => {
      const { role, person, deputies } = point;
      return (
        <Row
          key={`${role} ${person?.id ?? ''}`}
          title={person === null ? t('nobody', { role }) : t('alone', { name: person.name, role })}
          sub={sentenceOf(point)}
          {...(person === null ? { right: t('failsClosed'), tone: 'stop' } : {})}
          under={
            person &&
            (deputies.length > 0 ? t('standsIn', { names: deputies.map(({ name }) => name).join(', ') }) : t('nobodyStandsIn'))
          }
          actions={person && <a href={`/protocols/away?person=${person.id}`}>{t('ifAway', { name: person.name })}</a>}
        />
      );
    })}
  </Rows>
);

const Waiting = ({ items }: { readonly items: Dependence['waiting'] }): ReactNode => (
  <Section title={t('waiting')}>
    <Rows label={t('waiting')}>
      {items.map(({ artifact, person, why }) => {
        const href = addressOfArtifact(artifact.kind, artifact);
        return (
          <Row
            key={artifact.id}
            title={artifact.title}
            {...(href === null ? {} : { href })}
            right={t(why === 'objection' ? 'objection' : 'mustAgree', { name: person.name })}
            tone="stop"
          />
        );
      })}
    </Rows>
  </Section>
);

const Pages = ({ pages: { items, total } }: { readonly pages: Dependence['pages'] }): ReactNode => (
  <Section title={t('pages')} side={String(total)}>
    <Rows label={t('pages')}>
      {items.map(({ artifact, owner }) => {
        const href = addressOfArtifact('page', artifact);
        return <Row key={artifact.id} title={artifact.title} {...(href === null ? {} : { href })} right={owner.name} quiet />;
      })}
    </Rows>
    {total > items.length && <Note>{t('pagesMore', { n: total - items.length })}</Note>}
  </Section>
);
