import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines, Saying, Sayings } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/** What an imported record said of itself, and whom the decision affects. */
export const RecordFacts = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { record, body } = decision;
  const said = [
    record &&
      (record.statusText === ''
        ? t('recordOf', { key: pathOf(record) })
        : t('recordAs', { key: pathOf(record), status: record.statusText })),
    typeof record?.proposer === 'string' && t('proposedBy', { name: record.proposer }),
    record && record.deciders.length > 0 && t('deciders', { names: record.deciders.join(', ') }),
    record && record.consulted.length > 0 && t('consulted', { names: record.consulted.join(', ') }),
    record && record.informed.length > 0 && t('informed', { names: record.informed.join(', ') }),
  ].filter((one) => typeof one === 'string');
  return (
    <>
      <Facts title={t('record')} lines={said} />
      <Facts title={t('affects')} lines={body.affected.map(({ name }) => name)} />
    </>
  );
};

/** Its path, with the project that it came from. */
const pathOf = ({ from, key }: NonNullable<Decision['record']>): string =>
  from === null ? key : t('recordFrom', { key, project: from });

const Facts = ({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactNode =>
  lines.length === 0 ? null : (
    <Section title={title} bare>
      <Lines>
        {lines.map((line) => (
          <Line key={line}>{line}</Line>
        ))}
      </Lines>
    </Section>
  );

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
