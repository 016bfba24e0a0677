import type { ReactNode } from 'react';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Table } from '#web/ui/table.tsx';
import type { Ballot } from './ballot-form.tsx';
import { t } from './strings.ts';

type Result = NonNullable<Ballot['result']>;
type Counted = NonNullable<Result['table']>;

/** [R12] What was voted on: who has voted; and once it is over what came of it, with the figures. */
export const Votes = ({ ballots }: { readonly ballots: readonly Ballot[] }): ReactNode =>
  ballots.map((ballot) => (
    <Section key={ballot.step} title={ballots.length === 1 ? t('result') : t('resultOf', { step: ballot.step })}>
      <Note>
        {ballot.of === null ? t('voted', { n: ballot.voted }) : t('votedOf', { n: ballot.voted, of: ballot.of })}{' '}
        {ballot.result === null && t('notCounted')}
      </Note>
      {ballot.result && (
        <>
          <p>{outcomeOf(ballot, ballot.result)}</p>
          {ballot.result.table && <Figures ballot={ballot} result={ballot.result} table={ballot.result.table} />}
        </>
      )}
    </Section>
  ));

const outcomeOf = ({ statusQuo }: Ballot, { winners, tied, cast, table }: Result): string => {
  if (table === null) return t('nobody');
  const won = winners.length > 0 ? t('won', { names: winners.join(', ') }) : null;
  const drawn = tied.length > 0 ? t('tied', { names: tied.join(', ') }) : null;
  const stands = statusQuo === null ? t('none') : t('quoStands', { name: statusQuo });
  return [won ?? (drawn ? null : stands), drawn, cast ? t('cast') : null].filter((one) => one !== null).join(' ');
};

const Figures = ({
  ballot,
  result,
  table,
}: {
  readonly ballot: Ballot;
  readonly result: Result;
  readonly table: Counted;
}): ReactNode => {
  const { options } = ballot;
  // Those that are liked best first.
  const order = result.order.flat().map((option) => ({ option, at: options.indexOf(option) }));
  switch (table.of) {
    case 'pairs':
      return (
        <>
          <Table
            label={t('pairs')}
            columns={[t('option'), ...order.map(({ option }) => option)]}
            rows={order.map(({ option, at }) => ({
              key: option,
              cells: [
                option,
                ...order.map((other) => (
                  <Duel
                    key={other.option}
                    here={table.over[at]?.[other.at] ?? 0}
                    there={table.over[other.at]?.[at] ?? 0}
                    self={at === other.at}
                  />
                )),
              ],
            }))}
          />
          <Note>{t('pairsHint')}</Note>
        </>
      );
    case 'rounds':
      return (
        <>
          <Table
            label={t('rounds')}
            columns={[t('option'), ...table.rounds.map((_, index) => t('round', { n: index + 1 }))]}
            rows={order.map(({ option, at }) => ({
              key: option,
              cells: [option, ...table.rounds.map((round) => round[at] ?? t('gone'))],
            }))}
          />
          <Note>{t('roundsHint')}</Note>
        </>
      );
    case 'sums':
      return (
        <Table
          label={t('sums')}
          columns={[t('option'), t('points')]}
          rows={order.map(({ option, at }) => ({ key: option, cells: [option, table.sums[at] ?? 0] }))}
        />
      );
    default:
      return table satisfies never;
  }
};

/** "5 : 2", the won comparisons heavier. */
const Duel = ({ here, there, self }: { readonly here: number; readonly there: number; readonly self: boolean }): ReactNode =>
  self ? '·' : here > there ? <strong>{`${here} : ${there}`}</strong> : `${here} : ${there}`;
