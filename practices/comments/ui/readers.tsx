import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { t } from './strings.ts';

const NAMED = 12;

/** Who has read something, and a way to say so oneself. When somebody read is shown to nobody. */
export const Readers = ({ on }: { readonly on: string }): ReactNode => {
  const me = useMe().actor.id;
  const readers = useGet('/api/artifacts/:id/readers', { params: { id: on } }, { live: { artifact: on } });
  const read = useSend('PUT', '/api/artifacts/:id/reading');
  if (!readers.data) return null;
  const { items } = readers.data;
  const mine = items.some(({ actor }) => actor.id === me);
  const others = items.filter(({ actor }) => actor.id !== me);
  return (
    <Section title={t('readers')} bare>
      <Lines>
        {mine && <Line>{t('youRead')}</Line>}
        {others.slice(0, NAMED).map(({ actor }) => (
          <Line key={actor.id}>{t.rich('hasRead', { name: <PersonName name={actor.name} plain /> })}</Line>
        ))}
        {others.length > NAMED && <Line>{t('allReaders', { n: items.length })}</Line>}
      </Lines>
      {items.length === 0 && <Note>{t('nobodyRead')}</Note>}
      {!mine && (
        <Buttons>
          <Button tone="quiet" busy={read.busy} onClick={() => void read.send({ params: { id: on } })}>
            {t('iRead')}
          </Button>
        </Buttons>
      )}
      <ErrorNote problem={read.problem} />
    </Section>
  );
};
