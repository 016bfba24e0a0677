import type { ReactNode } from 'react';
import { Discussion } from '#ui/comments';
import { usePages } from '#web/api/query.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Contents } from '#web/ui/contents.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Trail } from '#web/ui/trail.tsx';
import { Tree } from '#web/ui/tree.tsx';
import { Branch } from './branch.tsx';
import { Files } from './files.tsx';
import { type HandbookPage, WithPage } from './one-page.tsx';
import { PageActs } from './page-acts.tsx';
import { Owners } from './owners.tsx';
import { Proposals } from './proposals.tsx';
import { Reading } from './reading.tsx';
import { Sharing } from './sharing.tsx';
import { Strays } from './strays.tsx';
import { t } from './strings.ts';
import { Unpublished } from './unpublished.tsx';
import { Verification } from './verification.tsx';

export const Screen = ({ params }: ScreenProps): ReactNode => (
  <WithPage number={params['number'] ?? ''}>{(page) => <Shown key={page.id} page={page} />}</WithPage>
);

const Shown = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const { number, title, status, only, revisedAt, revisedBy, space } = page;
  const published = status === 'published';
  return (
    <Page
      title={title}
      lead={<Trail label={t('trail')} steps={trailOf(page)} />}
      meta={
        <>
          {status === 'archived' && <Pill>{t('archived')}</Pill>}
          {status === 'deleted' && <Pill tone="stop">{t('deleted')}</Pill>}
          {only && <Pill>{t('restrictedTo', { names: only.map(({ name }) => name).join(', ') })}</Pill>}
          <span>{t('number', { number })}</span>
          {revisedAt && revisedBy && (
            <span>{t.rich('revised', { who: revisedBy.name, when: <LocalTime at={revisedAt} /> })}</span>
          )}
        </>
      }
      actions={
        published &&
        (page.may.write || page.may.propose) && (
          <Buttons>
            <ButtonLink href={`/handbook/${number}/edit`} keyHint="e">
              {t(page.may.write ? 'edit' : 'proposeChange')}
            </ButtonLink>
          </Buttons>
        )
      }
      panel={{
        label: t('around'),
        summary: t('around'),
        unfold: t('more'),
        children: status === 'deleted' ? <Note>{t('isDeleted')}</Note> : <Around page={page} />,
      }}
    >
      {status === 'archived' && <Note>{t('isArchived')}</Note>}
      {published && page.may.write && <Unpublished page={page} />}
      {published && <Proposals page={page} />}
      {page.plain && <Note>{t('tooLarge')}</Note>}
      {status === 'deleted' ? <Note>{t('isDeleted')}</Note> : <HtmlDocument html={withoutTitle(page)} />}
      {published && (
        <Section
          title={t('belowIt')}
          side={
            page.may.write && (
              <ButtonLink href={`/handbook/new?under=${number}`} tone="quiet">
                {t('newBelow')}
              </ButtonLink>
            )
          }
        >
          <Tree label={t('belowIt')}>
            <Branch
              space={space?.slug ?? null}
              under={page.id}
              mayMove={page.may.write}
              nothing={<Note>{t('emptySpace')}</Note>}
            />
          </Tree>
        </Section>
      )}
      {status !== 'deleted' && <Discussion on={page.id} href={`/handbook/${number}`} what={`#${number}`} />}
    </Page>
  );
};

const Around = ({ page }: { readonly page: HandbookPage }): ReactNode => (
  <>
    {page.headings.filter(({ level }) => level < 4).length > 2 && (
      <Section title={t('onThisPage')}>
        <Contents label={t('onThisPage')} headings={page.headings.filter(({ level }) => level < 4)} />
      </Section>
    )}
    {page.protocol && (
      <Section title={t('saysRule')} side={<a href={`/protocols/${page.number}`}>{page.protocol.id}</a>}>
        <HtmlDocument html={page.protocol.html} small />
      </Section>
    )}
    <Section title={t('here')}>
      <Tree label={t('here')}>
        <Branch
          space={page.space?.slug ?? null}
          {...(page.under ? { under: page.under.id } : {})}
          current={page.id}
          mayMove={page.may.write}
        />
      </Tree>
    </Section>
    <Owners page={page} />
    <Reading page={page} />
    <Verification page={page} />
    <Sharing page={page} />
    <Files page={page} />
    <Backlinks page={page} />
    {page.moved && page.may.write && page.status === 'published' && <Strays page={page} />}
    <PageActs page={page} />
  </>
);

const Backlinks = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const links = usePages('/api/pages/:id/backlinks', { params: { id: page.id } });
  const { broken } = page;
  if (!links.items?.length && broken.length === 0) return null;
  return (
    <Section title={t('linkedFrom')}>
      <Rows label={t('linkedFrom')}>
        {links.items?.map(({ id, kind, number, title }) => (
          <Row key={id} title={title} href={addressOfArtifact(kind, { id, number }) ?? `/${number}`} />
        ))}
      </Rows>
      {broken.length > 0 && (
        <Note>
          {t('brokenHere', { n: broken.length })}: {broken.slice(0, 5).join(', ')}
        </Note>
      )}
    </Section>
  );
};

const trailOf = ({ space, trail }: HandbookPage) => [
  { href: '/handbook', title: t('handbook') },
  ...(space ? [{ href: `/spaces/${space.slug}`, title: space.name }] : []),
  ...trail.map(({ number, title }) => ({ href: `/handbook/${number}`, title })),
];

/** The first heading is the title, which stands above already. */
const withoutTitle = ({ html, title }: HandbookPage): string => {
  const [whole, inside = ''] = /^\s*<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html) ?? [];
  if (whole === undefined) return html;
  const words = new DOMParser().parseFromString(inside, 'text/html').body.textContent.replace(/\s+/g, ' ').trim();
  return words === title ? html.slice(whole.length) : html;
};
