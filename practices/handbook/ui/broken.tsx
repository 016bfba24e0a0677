import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { More } from '#web/ui/more.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { t } from './strings.ts';

/** The pages whose links lead nowhere, by space. */
export const Screen = (): ReactNode => {
  const { spaces } = useMe();
  return (
    <Page title={t('brokenTitle')} lead={t('brokenLead')}>
      <BrokenIn title={t('whole')} slug={null} />
      {spaces.map(({ id, name, slug }) => (
        <BrokenIn key={id} title={name} slug={slug} />
      ))}
    </Page>
  );
};

const BrokenIn = ({ title, slug }: { readonly title: string; readonly slug: string | null }): ReactNode => {
  const pages = usePages('/api/pages/broken', { query: slug === null ? {} : { space: slug } }, { live: { kinds: ['page'] } });
  return (
    <Section title={title}>
      {pages.error && <ErrorNote problem={pages.error} retry={pages.refetch} />}
      {pages.items?.length === 0 && <Note>{t('brokenNone')}</Note>}
      <Rows label={title}>
        {pages.items?.map((page) => (
          <Row
            key={page.id}
            title={page.title}
            href={`/handbook/${page.number}`}
            sub={<Addresses addresses={page.broken} />}
            right={t('brokenHere', { n: page.broken.length })}
          />
        ))}
      </Rows>
      {pages.hasMore && (
        <More busy={pages.busy} onMore={pages.more}>
          {t('more')}
        </More>
      )}
    </Section>
  );
};

const FEW = 6;

/** Each on a line of its own: what it leads to, and of an anchor which heading of which page is missing. */
const Addresses = ({ addresses }: { readonly addresses: readonly string[] }): ReactNode => (
  <Lines>
    {addresses.slice(0, FEW).map((address) => (
      <Line key={address}>{wordsOf(address)}</Line>
    ))}
    {addresses.length > FEW && <Line>{t('brokenMore', { n: addresses.length - FEW })}</Line>}
  </Lines>
);

/** `../people/hiring.md#terms` → no heading “terms” on people/hiring.md. */
const wordsOf = (address: string): string => {
  const wiki = /^\[\[(.*)\]\]$/.exec(address)?.[1] ?? address;
  const [path = '', anchor = ''] = wiki.split(/#(.*)/);
  const place = path.replace(/^(?:\.{1,2}\/)+/, '');
  if (anchor === '') return t('brokenPlace', { place });
  return place === ''
    ? t('brokenHeadingHere', { heading: spoken(anchor) })
    : t('brokenHeading', { heading: spoken(anchor), place });
};

const spoken = (anchor: string): string => anchor.replace(/^doc-/, '').replaceAll('-', ' ').trim();
