import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Page } from '#web/ui/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import { t } from './people-strings.ts';

/** Where one lands after the organization was founded. */
export const Screen = (): ReactNode => (
  <Page title={useMe().organization.name} name={t('firstSteps')} lead={t('firstStepsLead')}>
    <FirstSteps />
    <Buttons>
      <ButtonLink href="/" tone="quiet">
        {t('toToday')}
      </ButtonLink>
    </Buttons>
  </Page>
);
