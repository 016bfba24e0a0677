import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

/** What was changed while it was open, and what that did to the window. */
export const Amendments = ({ decision }: { readonly decision: Decision }): ReactNode =>
  decision.amendments.length === 0 ? null : (
    <Section title={t('amendments')} bare>
      <Lines>
        {decision.amendments.toReversed().map((one, index) => (
          <Line key={index}>
            {t.rich('amendedBy', { when: <LocalTime at={one.at} />, name: one.by.name })} — {one.reason} (
            {one.challengedBy === null ? t(one.label) : t('challenged', { name: one.challengedBy.name })})
          </Line>
        ))}
      </Lines>
    </Section>
  );
