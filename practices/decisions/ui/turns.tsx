import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Stack } from '#web/ui/stack.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/**
 * Why it is open again, and why it holds no more, in the words of who said so: read before the text, on a phone too. `ended`: how its window
 * ended stands just above, with why it was withdrawn.
 */
export const Turns = (props: { readonly decision: Decision; readonly ended: boolean }): ReactNode => {
  const { reopened, standing, ...decision } = props.decision;
  const withdrawn = props.ended || decision.withdrawn === '' ? null : decision.withdrawn;
  const deprecated = standing.is === 'deprecated' ? standing.reason : null;
  if (reopened.length === 0 && withdrawn === null && deprecated === null) return null;
  return (
    <Stack>
      <Lines label={t('turns')}>
        {deprecated !== null && <Line now>{t('deprecatedFor', { why: deprecated })}</Line>}
        {withdrawn !== null && <Line now>{t('withdrawnFor', { why: withdrawn })}</Line>}
        {reopened.toReversed().map((one) => (
          <Line key={one.at} now>
            {t.rich('reopenedFor', { name: one.by.name, when: <LocalTime at={one.at} />, why: one.reason })}
          </Line>
        ))}
      </Lines>
    </Stack>
  );
};
