import type { ReactNode } from 'react';
import { Buttons, ButtonLink } from '#web/ui/button.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Tabs } from '#web/ui/tabs.tsx';
import { TaskBoard } from './board.tsx';
import { Fits } from './fits.tsx';
import { List } from './list.tsx';
import { t } from './strings.ts';
import { addressWith, viewOf, VIEWS } from './views.ts';

/** The work: what fits me now, the board, everything, and what is mine. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const view = viewOf(search);
  return (
    <Page
      title={t('work')}
      wide={view === 'board'}
      actions={
        <Buttons>
          <ButtonLink href="/goals">{t('goals')}</ButtonLink>
          <ButtonLink href="/plans">{t('plans')}</ButtonLink>
          <ButtonLink href="/tasks/new" tone="primary">
            {t('draftTask')}
          </ButtonLink>
        </Buttons>
      }
    >
      <Tabs
        label={t('views')}
        current={view}
        tabs={VIEWS.map((key) => ({ key, href: addressWith({}, 'view', key), label: t(key) }))}
      />
      {view === 'fits' && <Fits />}
      {view === 'board' && <TaskBoard search={search} />}
      {(view === 'list' || view === 'mine') && <List key={view} search={search} mine={view === 'mine'} />}
    </Page>
  );
};
