import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '../api/draft.ts';
import { useOutbox, useOutboxSending } from '../api/outbox.ts';
import { Button, Buttons } from '../ui/button.tsx';
import { Done, ErrorNote, WillBeSent } from '../ui/notes.tsx';
import type { ProblemLike } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { TextArea } from '../ui/text-field.tsx';
import { Screen as Unsent } from '../shell/unsent.tsx';

/** A comment as screens write one: kept as it is typed, sent now or when the network is back. */
export const Outbox = (): ReactNode => {
  useOutboxSending();
  const { submit } = useOutbox();
  const draft = useDraft('gallery comment', '');
  const [state, setState] = useState<'sent' | 'waiting' | 'refused' | null>(null);
  const [problem, setProblem] = useState<ProblemLike | null>(null);
  const send = async (): Promise<void> => {
    const outcome = await submit({
      path: '/api/comments',
      body: { markdown: draft.value },
      label: 'Comment on #142',
      href: '/decisions/142',
      textIn: 'markdown',
    });
    setState(outcome.status);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status !== 'refused') draft.clear();
  };
  return (
    <>
      <Page title="Write a comment">
        <TextArea label="Comment" value={draft.value} onChange={draft.set} />
        <ErrorNote problem={problem} kept="Your text is still here." />
        <Buttons>
          <Button tone="primary" onClick={() => void send()}>
            Send
          </Button>
          {state === 'waiting' ? <WillBeSent /> : <Done>{state === 'sent' && 'Sent'}</Done>}
        </Buttons>
      </Page>
      <Unsent />
    </>
  );
};
