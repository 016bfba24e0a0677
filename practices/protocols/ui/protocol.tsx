import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Code } from '#web/ui/code.tsx';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Pill } from '#web/ui/pill.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { StepSequence } from '#web/ui/step-sequence.tsx';
import { t } from './strings.ts';
import { Versions } from './versions.tsx';
import { blockOf } from './trying/blocks.ts';

/** One protocol: what it says in plain English, drawn step by step, and as it is written. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const id = params['id'] ?? '';
  const protocol = useGet('/api/protocols/:id', { params: { id } }, { live: { kinds: ['page'] } });
  if (!protocol.data)
    return (
      <Page title={t('protocol')}>
        {protocol.error ? <ErrorNote problem={protocol.error} retry={() => void protocol.refetch()} /> : <Skeleton title />}
      </Page>
    );
  const { title, status, begins, number, revision, space, urgent, publishedAt, html, source, outline } = protocol.data;
  const block = blockOf(source);
  const why = paragraphOf(block.words);
  const meta = (
    <>
      <Pill {...(status === 'in-force' ? { tone: 'go' } : {})}>{t(status === 'in-force' ? 'inForce' : 'retired')}</Pill>
      <span>{t('number', { number })}</span>
      <span>{protocol.data.id}</span>
      <span>{space?.name ?? t('whole')}</span>
      {urgent && <span>{t('urgent')}</span>}
      <span>{t('version', { version: revision })}</span>
      <span>{t.rich('published', { when: <LocalTime at={publishedAt} form="date" /> })}</span>
    </>
  );
  return (
    <Page title={title} meta={meta} {...(why === null ? {} : { lead: why })}>
      <HtmlDocument html={html} />
      {status === 'in-force' && !begins && <Note>{t('neverBegins')}</Note>}
      <Section title={t('drawn')}>
        <StepSequence label={t('drawn')} {...outline} />
      </Section>
      <Section title={t('tryIt')}>
        <Stack>
          <Buttons>
            <ButtonLink href={`/protocols/replay?of=${number}`}>{t('replayThis')}</ButtonLink>
            <ButtonLink href={`/protocols/try?of=${number}`}>{t('changeThis')}</ButtonLink>
            <ButtonLink href={`/handbook/${number}`}>{t('itsPage')}</ButtonLink>
            <ButtonLink href={`/protocols/backtest?protocol=${number}`}>{t('backtestThis')}</ButtonLink>
            <ButtonLink href={`/protocols/simulate?protocol=${number}`}>{t('simulateThis')}</ButtonLink>
            <ButtonLink href="/protocols/dependence">{t('dependence')}</ButtonLink>
          </Buttons>
          <Note>{t('tryItLead')}</Note>
        </Stack>
      </Section>
      <Versions page={protocol.data.artifact} number={number} />
      <Section title={t('written')}>
        <Code label={t('yaml')}>{block.yaml}</Code>
        <Note>{t('writtenLead')}</Note>
      </Section>
    </Page>
  );
};

/** Why it is so, in the words of whoever wrote the page: its first paragraph. */
const paragraphOf = (words: string): string | null => {
  const first = words.split(/\n\s*\n/).find((part) => part.trim() !== '' && !/^\s*(?:#|[-*>|]|\d+\.|---)/.test(part));
  return first === undefined
    ? null
    : first
        .replace(/\s+/g, ' ')
        .replace(/\*\*|__|`/g, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .trim();
};
