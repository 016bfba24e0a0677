import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Table } from '#web/ui/table.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { t } from './strings.ts';

type Delivery = NonNullable<ReplyOf<'GET', '/api/changes/delivery'>['delivery']>;

/** The four keys of DORA, each with its definition beside it. */
export const Screen = (): ReactNode => {
  const measured = useGet('/api/changes/delivery', {});
  return (
    <Page title={t('delivery')} lead={t('deliveryLead')}>
      <ChangeTabs current="delivery" />
      {!measured.data && (measured.error ? <ErrorNote problem={measured.error} /> : <Skeleton lines={4} />)}
      {measured.data?.delivery === null && (
        <EmptyState title={t('tooFew', { n: measured.data.fewest })}>{t('tooFewText')}</EmptyState>
      )}
      {measured.data?.delivery && <Figures delivery={measured.data.delivery} />}
      <Threshold />
    </Page>
  );
};

/** [C4] What was found out since, and the decision that it may lead to. */
const Threshold = (): ReactNode => {
  const found = useGet('/api/changes/threshold', {});
  const propose = useSend('POST', '/api/changes/threshold/proposals', { onSent: ({ number }) => go(`/decisions/${number}`) });
  if (!found.data || found.data.now === null) return null;
  const { now, suggested, why } = found.data;
  return (
    <Section title={t('threshold')}>
      <Lines>
        <Line now>{t('thresholdNow', { now: String(now) })}</Line>
        {suggested !== null && <Line now>{t('thresholdNext', { next: String(suggested) })}</Line>}
        <Line>{why}</Line>
        {suggested !== null && <Line>{t('proposeHint')}</Line>}
      </Lines>
      <ErrorNote problem={propose.problem} />
      {suggested !== null && (
        <Buttons>
          <Button tone="primary" busy={propose.busy} onClick={() => void propose.send({})}>
            {t('propose', { next: String(suggested) })}
          </Button>
        </Buttons>
      )}
    </Section>
  );
};

const Figures = ({ delivery }: { readonly delivery: Delivery }): ReactNode => {
  const { counted, frequency, leadTime, failures, recovery } = delivery;
  const rows = [
    ['frequency', t('perWeek', { much: round(frequency.perWeek) }), frequency.n, t('frequencyMeans', { counted: t(counted) })],
    ['leadTime', spread(leadTime), leadTime.n, t('leadTimeMeans')],
    [
      'failures',
      failures.rate === null ? t('nothing') : t('share', { much: round(100 * failures.rate) }),
      failures.of,
      t('failuresMeans'),
    ],
    ['recovery', spread(recovery), recovery.n, t('recoveryMeans')],
  ] as const;
  return (
    <Table
      label={t('delivery')}
      columns={[t('measure'), t('figure'), t('of'), t('meaning')]}
      words
      rows={rows.map(([key, figure, n, meaning]) => ({ key, cells: [t(key), figure, n.toLocaleString(), meaning] }))}
    />
  );
};

const round = (value: number): string => (Math.round(value * 10) / 10).toLocaleString();

const HOUR = 3_600_000;
const length = (ms: number): string =>
  ms < 48 * HOUR ? t('hours', { much: round(ms / HOUR) }) : t('days', { much: round(ms / (24 * HOUR)) });

const spread = ({ median, p85 }: Delivery['leadTime']): string =>
  median === null || p85 === null ? t('nothing') : t('median', { median: length(median), p85: length(p85) });
