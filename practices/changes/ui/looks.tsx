import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { Fold } from '#web/ui/fold.tsx';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Table } from '#web/ui/table.tsx';
import { t } from './strings.ts';

type Seen = NonNullable<ReplyOf<'GET', '/api/changes/:id'>['looks']>;

const TERMS = {
  'lines added': t('lines added'),
  'lines deleted': t('lines deleted'),
  files: t('files'),
  directories: t('directories'),
};
const termOf = (name: string): string => (Object.hasOwn(TERMS, name) ? TERMS[name as keyof typeof TERMS] : name);

/** How it was looked at: the score with its terms, what outranks it, and who looks after what it touches. */
export const Looks = ({ looks }: { readonly looks: Seen }): ReactNode => (
  <>
    <Section title={t('weighs')}>
      <Table
        label={t('weighs')}
        columns={[t('term'), t('amount'), t('value')]}
        rows={[
          ...looks.terms.map(({ name, amount, value }) => ({
            key: name,
            cells: [termOf(name), amount.toLocaleString(), value.toFixed(1)],
          })),
          { key: 'sum', cells: [t('sum'), '', looks.score.toFixed(1)] },
        ]}
      />
      {looks.pieces.length > 0 && (
        <p>{t('pieces', { numbers: looks.pieces.map(({ number }) => t('number', { number })).join(', ') })}</p>
      )}
    </Section>
    {looks.guards.length > 0 && (
      <Section title={t('guards')}>
        <Lines label={t('guards')}>
          {looks.guards.map(({ guard, path }) => (
            <Line key={guard} now>
              {t('guard', { guard, path })}
            </Line>
          ))}
        </Lines>
      </Section>
    )}
    {(looks.owners.length > 0 || looks.standIn) && (
      <Section title={t('owners')}>
        <Lines label={t('owners')}>
          {looks.owners.map(({ owner, because, files }) => (
            <Line key={owner}>{t('owner', { owner, because, n: files })}</Line>
          ))}
          {looks.unowned > 0 && <Line>{t('unowned', { n: looks.unowned })}</Line>}
          {looks.standIn && <Line now>{t('standIn')}</Line>}
        </Lines>
        {looks.faults.length > 0 && (
          <Fold title={t('faults', { n: looks.faults.length })} small>
            <Lines>
              {looks.faults.map(({ line, words }) => (
                <Line key={line}>{t('fault', { line, words })}</Line>
              ))}
            </Lines>
          </Fold>
        )}
      </Section>
    )}
  </>
);
