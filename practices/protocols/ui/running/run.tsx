import type { ReactNode } from 'react';
import { Discussion, Readers } from '#ui/comments';
import { useGet } from '#web/api/query.ts';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { Votes } from '../voting/results.tsx';
import { Ends } from '../ends.tsx';
import { WindowProof } from '../window-proof.tsx';
import { RunActs, type Run } from './acts.tsx';
import { Said } from './said.tsx';
import { t } from './strings.ts';

/** A run that stands by itself: what the clock or a newcomer began. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const run = useGet('/api/runs/:id', { params: { id: number } }, { live: { artifact: number } });
  if (run.data) return <Shown key={run.data.artifact.id} run={run.data} />;
  return (
    <Page title={t('number', { number })}>
      {run.error ? <ErrorNote problem={run.error} retry={() => void run.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const STEPS = {
  open: 'stepOpen',
  passed: 'stepPassed',
  stopped: 'stepStopped',
  closed: 'stepClosed',
  skipped: 'stepSkipped',
} as const;
const OUTCOMES = {
  accepted: 'outcomeAccepted',
  rejected: 'outcomeRejected',
  lapsed: 'outcomeLapsed',
  withdrawn: 'outcomeWithdrawn',
} as const;

const Shown = ({ run }: { readonly run: Run }): ReactNode => {
  const { artifact, outcome, proof, protocol, ending, dueAt } = run;
  const href = `/runs/${artifact.number}`;
  const fate = outcome ? (
    t.rich(OUTCOMES[outcome.outcome], { when: <LocalTime at={outcome.at} /> })
  ) : ending !== null && dueAt !== null ? (
    <Ends sentence={ending} when={<LocalTime at={dueAt} />} />
  ) : (
    (ending ?? '')
  );
  const around = (
    <>
      <Votes ballots={run.ballots} />
      <Said run={run} />
      <Section title={t('steps')}>
        <Lines>
          {run.steps.map((step, index) => (
            <Line key={index} now={step.status === 'open'}>
              {step.step}: {t(STEPS[step.status])}
            </Line>
          ))}
        </Lines>
      </Section>
      <Readers on={artifact.id} />
    </>
  );
  return (
    <Page title={artifact.title} meta={<span>{fate}</span>} panel={{ label: t('run'), summary: fate, children: around }}>
      <Stack>
        {proof && <WindowProof proof={proof} outcome={outcome} />}
        <RunActs run={run} href={href} />
      </Stack>
      <HtmlDocument html={protocol.html} />
      <Note>{t.rich('begun', { when: <LocalTime at={run.openedAt} />, protocol: protocol.id })}</Note>
      <Discussion on={artifact.id} href={href} what={`#${artifact.number}`} />
    </Page>
  );
};
