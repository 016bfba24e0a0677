import type { ReactNode } from 'react';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { BeginImport } from './import-begin.tsx';
import { EarlierImports } from './import-earlier.tsx';
import { t } from './import-strings.ts';
import { WatchImport } from './import-watch.tsx';

/** Choose a handbook and hand it over; or, with `?import=ID`, see how far it is and what came of it. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const id = search['import'];
  return (
    <Page title={t('title')} lead={id === undefined ? t('lead') : undefined}>
      {id === undefined ? (
        <BeginImport wanted={search['space']} from={search['address'] ?? ''} pruning={search['prune'] === 'yes'}>
          <EarlierImports />
        </BeginImport>
      ) : (
        <WatchImport key={id} id={id} />
      )}
    </Page>
  );
};
