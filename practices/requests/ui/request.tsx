import { useState } from 'react';
import type { ReactNode } from 'react';
import { Discussion, History, Links, Readers, Waits } from '#ui/comments';
import { WindowProof } from '#ui/protocols';
import { useGet } from '#web/api/query.ts';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { useIsPhone, useIsWide } from '#web/ui/side-panel.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { Acts, type ActForm } from './acts.tsx';
import { AnswerForm } from './answer-form.tsx';
import type { Request } from './asked.ts';
import { Facts, Fate } from './facts.tsx';
import { t } from './one-strings.ts';
import { Rounds } from './rounds.tsx';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const request = useGet('/api/requests/:id', { params: { id: number } }, { live: { artifact: number } });
  if (request.data) return <Shown key={request.data.id} request={request.data} />;
  return (
    <Page title={t('number', { number })}>
      {request.error ? <ErrorNote problem={request.error} retry={() => void request.refetch()} /> : <Skeleton title />}
    </Page>
  );
};

const Shown = ({ request }: { readonly request: Request }): ReactNode => {
  const [form, setForm] = useState<ActForm | null>(null);
  const acts = <Acts request={request} form={form} onForm={setForm} />;
  const wide = useIsWide();
  const phone = useIsPhone();
  const outcome = outcomeOf(request);
  const picture = request.proof && <WindowProof proof={request.proof} outcome={outcome} />;
  const panel = {
    label: t('run'),
    summary: phone ? <Fate request={request} /> : t('around'),
    children: (
      <>
        {wide && acts}
        {phone && picture}
        <Waits awaits={request.awaits.filter(({ status, kind }) => isOpen(status) && kind !== 'answer')} />
        <Links links={request.links} />
        <Readers on={request.id} />
        <History history={request.history} />
      </>
    ),
  };
  return (
    <Page title={request.title} meta={<Facts request={request} pill={!phone} />} panel={panel}>
      {!phone && picture}
      {request.suggestsCall && <Note>{t('suggestsCall')}</Note>}
      <Rounds request={request} />
      <Stack>
        <AnswerForm request={request} />
        {!wide && acts}
      </Stack>
      <Discussion on={request.id} href={`/requests/${request.number}`} what={`#${request.number}`} more={decideIt} />
    </Page>
  );
};

/** How the last round ended. An answer says it better than the protocol does. */
const outcomeOf = ({ rounds }: Request) => {
  const last = rounds.at(-1);
  const answer = last?.answers.find(({ asked }) => asked);
  if (!last?.outcome || !answer) return last?.outcome ?? null;
  return { ...last.outcome, because: t('endedBy', { name: answer.by.name }) };
};

const isOpen = (status: string): boolean => status === 'open' || status === 'paused';

const decideIt = (comment: { readonly id: string }) => [
  { label: t('makeDecision'), href: `/decisions/new?comment=${comment.id}` },
];
