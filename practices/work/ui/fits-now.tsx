import type { ReactNode } from 'react';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Section } from '#web/ui/page.tsx';
import { useFitting } from './fits.tsx';
import { FittingRows } from './fitting-rows.tsx';
import type { Room } from './room.ts';
import { t } from './strings.ts';

/** In Today: the few that fit best, where there is room for one. Nothing where nothing fits: nobody is pushed. */
export const FitsNow = ({ room }: { readonly room: Room }): ReactNode => {
  const fitting = useFitting(room, 3);
  if (!fitting.data || fitting.data.items.length === 0) return null;
  return (
    <Section title={t('fits')}>
      <FittingRows items={fitting.data.items} />
      {fitting.data.items.length === 3 && (
        <Buttons>
          <ButtonLink href="/work">{t('more')}</ButtonLink>
        </Buttons>
      )}
    </Section>
  );
};
