import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import type { OneSpace } from './one-space.tsx';
import { t } from './strings.ts';

/** Whether everybody may read the space's handbook, and where. */
export const PublicHandbook = ({ space }: { readonly space: OneSpace }): ReactNode => {
  const set = useSend('PUT', '/api/spaces/:id/public');
  const params = { id: space.id };
  const path = `/public/${space.slug}`;
  return (
    <Section title={t('publicTitle')}>
      {space.public ? (
        <>
          <Note>
            {t.rich('publicAt', {
              address: (
                <a href={path} target="_blank" rel="noopener">
                  {location.origin + path}
                </a>
              ),
            })}
          </Note>
          <Buttons>
            <Button busy={set.busy} onClick={() => void set.send({ params, body: { public: false } })}>
              {t('publicEnd')}
            </Button>
          </Buttons>
        </>
      ) : (
        <>
          <Note>{t('publicNot')}</Note>
          <Confirm
            ask={t('publicAsk', { name: space.name })}
            does={t('publicDo')}
            busy={set.busy}
            onConfirm={() => void set.send({ params, body: { public: true } })}
          >
            {t('publicDo')}
          </Confirm>
        </>
      )}
      <ErrorNote problem={set.problem} />
    </Section>
  );
};
