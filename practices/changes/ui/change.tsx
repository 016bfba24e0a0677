import type { ReactNode } from 'react';
import { Discussion, Links, Readers } from '#ui/comments';
import { WindowProof } from '#ui/protocols';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone, useIsWide } from '#web/ui/side-panel.tsx';
import { Acts } from './acts.tsx';
import { Fate } from './fate.tsx';
import { Looks } from './looks.tsx';
import { t } from './strings.ts';

type Change = ReplyOf<'GET', '/api/changes/:id'>;

/** A change: whether it ships at once or who is asked, why, and what came of it. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const change = useGet('/api/changes/:id', { params: { id: number } }, { live: { artifact: number } });
  if (change.data) return <Shown key={change.data.id} change={change.data} />;
  return (
    <Page title={t('number', { number })}>
      {change.error ? <ErrorNote problem={change.error} retry={() => void change.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ change }: { readonly change: Change }): ReactNode => {
  const { number } = change;
  const run = useGet('/api/runs/:id', { params: { id: String(number) } }, { enabled: change.hasRun, live: { artifact: number } });
  const wide = useIsWide();
  const phone = useIsPhone();
  const asked = change.status === 'asked' && run.data;
  const picture = asked && asked.proof && asked.proof.seats.length > 0 && (
    <WindowProof proof={asked.proof} outcome={asked.outcome} />
  );
  const acts = run.data && <Acts number={number} run={run.data} />;
  const panel = {
    label: t('around'),
    summary: phone ? t('verdictIs', { verdict: change.verdict }) : t('around'),
    children: (
      <>
        {wide && acts}
        <Links links={change.links} />
        <Readers on={change.id} />
      </>
    ),
  };
  return (
    <Page
      title={change.title}
      lead={phone ? undefined : t('verdictIs', { verdict: change.verdict })}
      meta={<Facts change={change} />}
      panel={panel}
    >
      {picture}
      <Fate change={change} />
      {!wide && acts}
      {change.html !== '' && <HtmlDocument html={change.html} />}
      {change.looks && <Looks looks={change.looks} />}
      {change.said.length > 0 && (
        <Section title={t('said')}>
          <Sayings label={t('said')}>
            {change.said.map((one, index) => (
              <Saying
                key={index}
                who={<PersonName name={one.by.name} plain />}
                did={t(one.verdict)}
                tone={one.verdict === 'object' ? 'stop' : one.verdict === 'agree' ? 'go' : undefined}
                when={<LocalTime at={one.at} />}
                words={one.text}
                then={one.counts ? t('counts') : undefined}
              />
            ))}
          </Sayings>
        </Section>
      )}
      <Discussion on={change.id} href={`/changes/${number}`} what={`#${number}`} />
    </Page>
  );
};

const Facts = ({ change }: { readonly change: Change }): ReactNode => {
  const { status, number, author, repository, space, url, key, head, branch, checks, protocol } = change;
  const tone =
    status === 'ready' || status === 'shipped' ? { tone: 'go' as const } : status === 'stopped' ? { tone: 'stop' as const } : {};
  return (
    <>
      <Pill {...tone}>{t(status)}</Pill>
      <span>{t('number', { number })}</span>
      <span>{t('by', { name: author.name, repository: repository.name })}</span>
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
      {url !== null && <a href={url}>{t('there', { key })}</a>}
      {head !== '' && <span>{t('headIs', { head: head.slice(0, 10), branch })}</span>}
      {checks !== null && <span>{t('checks', { state: t(checks) })}</span>}
      {protocol && <a href={`/protocols/${protocol.artifact}`}>{protocol.id}</a>}
    </>
  );
};
