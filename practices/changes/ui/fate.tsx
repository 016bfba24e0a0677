import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

type Change = ReplyOf<'GET', '/api/changes/:id'>;
type Found = NonNullable<NonNullable<Change['sample']>['found']>;

/** What keeps it, and what came of it: shipped, went out, reverted, looked at afterwards. */
export const Fate = ({ change }: { readonly change: Change }): ReactNode => {
  const { shipped, deployed, reverted, sample, waitsUntil, failed } = change;
  const me = useMe().actor.id;
  return (
    <>
      <Lines>
        {waitsUntil !== null && <Line now>{t.rich('waits', { when: <LocalTime at={waitsUntil} /> })}</Line>}
        {failed !== null && <Line now>{t('failed', { why: failed })}</Line>}
        {shipped && (
          <Line now>{t.rich(shipped.alone ? 'shippedAlone' : 'shippedAt', { when: <LocalTime at={shipped.at} /> })}</Line>
        )}
        {deployed && <Line>{t.rich('deployed', { when: <LocalTime at={deployed.at} />, to: deployed.to })}</Line>}
        {reverted && (
          <Line now>
            {reverted.by === null
              ? t.rich('revertedAt', { when: <LocalTime at={reverted.at} /> })
              : t.rich('revertedBy', {
                  when: <LocalTime at={reverted.at} />,
                  by: <a href={`/changes/${reverted.by.number}`}>{reverted.by.title}</a>,
                })}
          </Line>
        )}
        {sample && sample.status !== 'moot' && <Line>{sampleWords(sample)}</Line>}
      </Lines>
      {sample && sample.asked.id === me && sample.status === 'open' && <SampleForm number={change.number} />}
    </>
  );
};

const sampleWords = ({ asked: { name }, status, dueAt, found }: NonNullable<Change['sample']>): ReactNode => {
  if (status === 'lapsed') return t('sampleLapsed', { name });
  return found === null
    ? t.rich('sampleOpen', { name, when: <LocalTime at={dueAt} /> })
    : t('sampleFound', { name, found: t(found) });
};

/** [C4] What one found in a change that shipped alone. */
export const SampleForm = ({ number }: { readonly number: number }): ReactNode => {
  const [found, setFound] = useState<Found>('sound');
  const [words, setWords] = useState('');
  const say = useSend('PUT', '/api/changes/:id/sample');
  return (
    <Section title={t('sample')}>
      <p>{t('sampleAsk')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void say.send({ params: { id: number }, body: { found, ...(words.trim() === '' ? {} : { words }) } });
        }}
      >
        <RadioGroup
          label={t('foundLabel')}
          value={found}
          onChange={setFound}
          options={(['sound', 'better', 'faulty'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {found !== 'sound' && (
          <TextArea label={t('wordsLabel')} value={words} onChange={setWords} error={fieldError(say.problem, '/words')} />
        )}
        <ErrorNote problem={say.problem} shown={['/words']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={say.busy}>
            {t('foundDo')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};
