import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/** What an imported record said of itself. */
export const RecordFacts = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { record, body } = decision;
  const facts = [
    record &&
      (record.statusText === ''
        ? t('recordOf', { key: record.key })
        : t('recordAs', { key: record.key, status: record.statusText })),
    record && record.deciders.length > 0 && t('deciders', { names: record.deciders.join(', ') }),
    record && record.consulted.length > 0 && t('consulted', { names: record.consulted.join(', ') }),
    record && record.informed.length > 0 && t('informed', { names: record.informed.join(', ') }),
    body.affected.length > 0 && t('affected', { names: body.affected.map(({ name }) => name).join(', ') }),
  ].filter((fact) => typeof fact === 'string');
  return facts.length === 0 ? null : <Note>{facts.join(' ')}</Note>;
};

/** The conversation that it came from. */
export const Quotes = ({ decision }: { readonly decision: Decision }): ReactNode =>
  decision.quotes.length === 0 ? null : (
    <Section title={t('fromConversation')}>
      <Sayings>
        {decision.quotes.map((quote, index) => (
          <Saying
            key={index}
            who={<PersonName name={quote.by.name} />}
            did=""
            when={<LocalTime at={quote.at} />}
            words={quote.text}
          />
        ))}
      </Sayings>
    </Section>
  );
