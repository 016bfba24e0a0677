import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { Beside } from '#web/ui/beside.tsx';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { CodeEditor } from '#web/ui/code-editor.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Stack } from '#web/ui/stack.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { StepSequence } from '#web/ui/step-sequence.tsx';
import { useEngine } from '../use-engine.ts';
import type { Checked } from './check.ts';
import { blockOf } from './blocks.ts';
import { BringChange, BringNew } from './bringing.tsx';
import { Prose } from './prose.tsx';
import { packed } from './share.ts';
import { STARTING } from './starting.ts';
import { t } from './strings.ts';
import { suggestions } from './suggestions.ts';
import { Taking } from './taking.tsx';
import { useVocabulary } from './use-vocabulary.ts';

/** A protocol as one writes it: offered, underlined and put into words while typing. From the beginning, of one in force, or of the gallery. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const [of, exhibit] = [search['of'], search['gallery']];
  const inForce = useGet('/api/protocols/:id', { params: { id: of ?? '' } }, { enabled: of !== undefined });
  const shown = useEngine('exhibit', exhibit === undefined ? null : { ask: 'exhibit', id: exhibit });
  if (of !== undefined && inForce.data)
    return <Trying key={of} name={inForce.data.id} begins={blockOf(inForce.data.source).yaml} of={inForce.data} />;
  if (of !== undefined && !inForce.error)
    return (
      <Page title={t('beginning')}>
        <Skeleton />
      </Page>
    );
  if (exhibit !== undefined && shown.answer)
    return <Trying key={exhibit} name={exhibit} begins={shown.answer.text ?? STARTING} exhibit={exhibit} />;
  if (exhibit !== undefined && !shown.failed)
    return (
      <Page title={t('beginning')}>
        <Skeleton />
      </Page>
    );
  return <Trying key="new" name={null} begins={STARTING} {...(inForce.error ? { note: t('gone') } : {})} />;
};

const Trying = (props: {
  readonly name: string | null;
  readonly begins: string;
  readonly note?: string;
  /** The one in force that it would change. */
  readonly of?: { readonly artifact: string; readonly revision: number; readonly source: string };
  readonly exhibit?: string;
}): ReactNode => {
  const { name, begins } = props;
  const draft = useDraft(`protocol ${name ?? 'new'}`, begins);
  const known = useVocabulary();
  const { answer, failed } = useEngine('check', {
    ask: 'check',
    text: draft.value,
    roles: known.roles.map((role) => role.name),
    triggers: known.triggers,
  });
  const said = useLastSaid(answer?.checked ?? null);
  const [story, setStory] = useState('');
  useEffect(() => {
    let over = false;
    void packed(draft.value).then((letters) => {
      if (!over) setStory(letters);
    });
    return () => {
      over = true;
    };
  }, [draft.value]);
  const stale = answer !== null && answer.checked.says === null && said !== null;
  return (
    <Page title={name === null ? t('title') : t('ofTitle', { id: name })} lead={t('lead')} wide>
      {props.note !== undefined && <Note>{props.note}</Note>}
      {failed && <ErrorNote problem={{ code: 'offline-engine', title: t('failed'), detail: t('failedText') }} />}
      <Beside
        first={
          <>
            <CodeEditor
              label={t('yaml')}
              value={draft.value}
              onChange={draft.set}
              faults={answer?.checked.problems ?? []}
              suggest={suggestions(known)}
              well={answer && t('well')}
            />
            <Stack>
              <Buttons>
                <Taking text={draft.value} file={`${(said?.id ?? 'protocol').replaceAll('/', '-')}.yaml`} />
                <ButtonLink href={`/protocols/replay#protocol=${story}`}>{t('replay')}</ButtonLink>
                {draft.value !== begins && (
                  <Button tone="quiet" onClick={() => draft.set(begins)}>
                    {t('again')}
                  </Button>
                )}
              </Buttons>
            </Stack>
          </>
        }
        second={
          <Section title={t('says')} bare>
            {!said && <Note>{t('notYet')}</Note>}
            {stale && <Note>{t('asItWas')}</Note>}
            {said && (
              <>
                <Prose text={said.prose} />
                <Section title={t('drawn')}>
                  <StepSequence label={t('drawn')} {...said.outline} />
                </Section>
              </>
            )}
          </Section>
        }
      />
      {answer?.checked.says &&
        (props.of ? (
          <BringChange text={draft.value} of={props.of} />
        ) : (
          <BringNew text={draft.value} exhibit={props.exhibit ?? null} begins={begins} />
        ))}
    </Page>
  );
};

/** While something is wrong, what it said before stays. */
const useLastSaid = (checked: Checked | null): Checked['says'] => {
  const [last, setLast] = useState<Checked['says']>(null);
  if (checked?.says && checked.says !== last) setLast(checked.says);
  return checked?.says ?? last;
};
