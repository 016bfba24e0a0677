import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers, Waits } from '#ui/comments';
import { ProposedText } from '#ui/handbook';
import { Votes } from '#ui/protocols';
import { useGet } from '#web/api/query.ts';
import { DocumentParts, HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone, useIsWide } from '#web/ui/side-panel.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { Acts } from './acts.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { documentOf, recordHtml } from './document.ts';
import { Draft } from './draft.tsx';
import { Facts, Fate } from './facts.tsx';
import { Amendments } from './amendments.tsx';
import { OpenRecord, type SaidOfRecord } from './open-record.tsx';
import { Questions } from './questions.tsx';
import { Quotes, RecordFacts } from './record-facts.tsx';
import { Review } from './review.tsx';
import { StanceActs } from './stance-acts.tsx';
import { StandingObjections, Stances } from './stances.tsx';
import { Turns } from './turns.tsx';
import { Why } from './why.tsx';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const decision = useGet('/api/decisions/:id', { params: { id: number } }, { live: { artifact: number } });
  if (decision.data) return <Shown key={decision.data.id} decision={decision.data} />;
  return decision.error ? (
    <Page title={t('number', { number })}>
      <ErrorNote problem={decision.error} retry={() => void decision.refetch()} />
    </Page>
  ) : (
    <Page title={t('number', { number })}>
      <Skeleton title />
    </Page>
  );
};

const Shown = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const wide = useIsWide();
  const phone = useIsPhone();
  // Kept where turning a tablet does not lose it.
  const [said, setSaid] = useState<SaidOfRecord | null>(null);
  const say = (
    <Stack>
      {decision.status === 'draft' && <Draft decision={decision} />}
      <OpenRecord decision={decision} said={said} onSay={setSaid} />
      {/* What is asked comes before what one might do besides. */}
      {decision.status !== 'open' && <Review decision={decision} />}
      <StanceActs decision={decision} />
      {decision.status === 'open' && <Review decision={decision} />}
      <Acts decision={decision} />
    </Stack>
  );
  const around = (
    <>
      <Votes ballots={decision.ballots} />
      <Stances decision={decision} without={!wide} />
      <Questions decision={decision} />
      <Amendments decision={decision} />
      <Waits awaits={decision.awaits.filter(isNamed)} />
      <Links links={decision.links} />
      <RecordFacts decision={decision} />
      {decision.status !== 'draft' && <Readers on={decision.id} />}
      <History history={decision.history} />
    </>
  );
  const panel = {
    label: t('run'),
    summary: phone ? <Fate decision={decision} /> : t('around'),
    children: (
      <>
        {wide && say}
        {phone && <Why decision={decision} />}
        {around}
      </>
    ),
  };
  const parts = documentOf(decision);
  return (
    <Page title={decision.title} meta={<Facts decision={decision} pill={!phone} />} panel={panel}>
      {!phone && <Why decision={decision} />}
      <Turns decision={decision} ended={!phone && decision.proof !== null} />
      {!wide && <StandingObjections decision={decision} />}
      {!wide && say}
      {decision.html.record !== null && <HtmlDocument html={recordHtml(decision)} />}
      {parts.length > 0 && <DocumentParts parts={parts} />}
      {decision.html.record === null && parts.length === 0 && <Note>{t('noText')}</Note>}
      {decision.proposes && <ProposedText decision={decision} />}
      <Quotes decision={decision} />
      {decision.status !== 'draft' && (
        <Discussion
          on={decision.id}
          href={`/decisions/${decision.number}`}
          what={`#${decision.number}`}
          more={(comment) => [{ label: t('makeDecision'), href: `/decisions/new?comment=${comment.id}` }]}
        />
      )}
    </Page>
  );
};

/** Stances are on the strip, replies beside their objections. */
const isNamed = ({ key, status, kind }: Decision['awaits'][number]): boolean =>
  (status === 'open' || status === 'paused') && kind !== 'stance' && !key.startsWith('reply:');
