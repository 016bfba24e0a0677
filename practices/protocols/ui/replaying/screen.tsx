import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Beside } from '#web/ui/beside.tsx';
import { Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { CodeEditor } from '#web/ui/code-editor.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { StepSequence } from '#web/ui/step-sequence.tsx';
import { Stepper } from '#web/ui/stepper.tsx';
import { suggestions } from '../trying/suggestions.ts';
import { Taking } from '../trying/taking.tsx';
import { useVocabulary } from '../trying/use-vocabulary.ts';
import { useEngine } from '../use-engine.ts';
import { Adding } from './adding.tsx';
import { useBeginning } from './beginning.ts';
import { Happenings } from './happenings.tsx';
import { Picture } from './picture.tsx';
import { Share } from './share-story.tsx';
import { t } from './strings.ts';
import type { Frame, Told } from './telling.ts';

/** What would happen under a protocol, told as a story that one steps through. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const begun = useBeginning(search);
  if (begun.failed)
    return (
      <Page title={t('title')}>
        <ErrorNote problem={{ code: 'offline-engine', title: t('failed'), detail: t('failedText') }} />
      </Page>
    );
  if (begun.text === null)
    return (
      <Page title={t('title')} lead={t('lead')}>
        <Skeleton />
      </Page>
    );
  return <Replaying key={begun.key} begins={begun.text} bad={begun.bad} />;
};

const Replaying = ({ begins, bad }: { readonly begins: string; readonly bad: boolean }): ReactNode => {
  const [text, setText] = useState(begins);
  const known = useKnown(text);
  const { answer, failed } = useEngine('tell', { ask: 'tell', text, known });
  const told = answer?.told ?? null;
  const [at, setAt] = useState(0);
  const index = Math.min(at, Math.max(0, (told?.lines.length ?? 0) - 1));
  const frame = useEngine('frame', told === null ? null : { ask: 'frame', line: index, story: text }).answer?.frame ?? null;
  const vocabulary = useVocabulary();
  const line = told?.lines[index];
  return (
    <Page title={t('title')} lead={t('lead')} wide>
      {bad && <Note>{t('badAddress')}</Note>}
      {failed && <ErrorNote problem={{ code: 'offline-engine', title: t('failed'), detail: t('failedText') }} />}
      {!told && !failed && <Skeleton />}
      {told && told.lines.length > 0 && (
        <>
          {frame && <Picture frame={frame} lines={told.lines} index={index} onStep={setAt} />}
          <Stepper at={index} of={told.lines.length} onStep={setAt} previous={t('previous')} next={t('next')} />
          {frame && <Standing frame={frame} told={told} last={index === told.lines.length - 1} />}
        </>
      )}
      {told?.lines.length === 0 && <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState>}
      <Beside
        first={
          <Section title={t('happens')}>
            {told && told.lines.length > 0 && <Happenings lines={told.lines} at={index} onStep={setAt} />}
          </Section>
        }
        second={
          <Section title={t('change')}>
            <Stack>
              <Examples text={text} onText={setText} />
              <CodeEditor
                label={t('story')}
                value={text}
                onChange={setText}
                faults={told?.problems ?? []}
                suggest={suggestions(vocabulary, true)}
                well={told && t('well')}
              />
              <Buttons>
                <Share text={text} />
                <Taking text={text} file="story.yaml" />
              </Buttons>
              <Adding text={text} people={told?.people ?? []} onText={setText} start={line?.at ?? null} />
            </Stack>
          </Section>
        }
      />
      {told?.outline && (
        <Section title={t('drawn')}>
          <StepSequence label={t('drawn')} {...told.outline} current={frame?.step ?? undefined} />
        </Section>
      )}
    </Page>
  );
};

const Standing = ({ frame, told, last }: { readonly frame: Frame; readonly told: Told; readonly last: boolean }): ReactNode => (
  <>
    {frame.ending !== null && <Note>{t('ending', { ending: frame.ending })}</Note>}
    {frame.objections.map(({ by, reason }) => (
      <Note key={by}>{t('objection', { name: by, reason: reason || t('noReason') })}</Note>
    ))}
    {last && told.differs !== null && (
      <Note>{told.differs.length === 0 ? t('asExpected') : t('differs', { how: told.differs.join('; ') })}</Note>
    )}
  </>
);

const Examples = ({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }): ReactNode => {
  const examples = useEngine('examples', { ask: 'examples' }).answer?.examples ?? [];
  if (examples.length === 0) return null;
  const chosen = examples.find((example) => example.text === text);
  return (
    <Select
      label={t('example')}
      value={chosen?.id ?? ''}
      options={[
        ...(chosen ? [] : [{ value: '', label: t('ownStory') }]),
        ...examples.map(({ id, says }) => ({ value: id, label: says.length > 90 ? `${says.slice(0, 88)}…` : says })),
      ]}
      onChange={(id) => {
        const example = examples.find((one) => one.id === id);
        if (example) onText(example.text);
      }}
    />
  );
};

/** The text of the organization's protocol that a story names, if it names one. */
const useKnown = (text: string): Readonly<Record<string, string>> => {
  const named = /^protocol:[ \t]*["']?([\w./-]+)/m.exec(text)?.[1];
  const protocols = useGet('/api/protocols', {}, { enabled: named !== undefined });
  const item = protocols.data?.items.find(({ id, status }) => id === named && status === 'in-force');
  const found = useGet('/api/protocols/:id', { params: { id: String(item?.number ?? 0) } }, { enabled: item !== undefined });
  const { data } = found;
  return data && item ? { [data.id]: data.source } : {};
};
