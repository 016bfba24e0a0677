import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { HandbookPage } from './one-page.tsx';
import { t } from './strings.ts';

/** Who looks after a page. */
export const Owners = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const [typed, setTyped] = useState<readonly string[] | null>(null);
  const people = usePeople();
  const own = useSend('PUT', '/api/pages/:id/owners', { onSent: () => setTyped(null) });
  const { owners, may, status } = page;
  const change = may.write && status === 'published' && typed === null && (
    <Button tone="quiet" label={`${t('changeOwners')}: ${t('lookedAfter')}`} onClick={() => setTyped(owners.map(({ id }) => id))}>
      {t('changeOwners')}
    </Button>
  );
  return (
    <Section title={t('lookedAfter')} side={change}>
      {typed === null ? (
        <>
          {owners.length === 0 && <Note>{t('nobody')}</Note>}
          <Rows label={t('lookedAfter')}>
            {owners.map(({ id, name, handle }) => (
              <Row key={id} title={<PersonName name={name} plain />} href={`/people/${handle}`} />
            ))}
          </Rows>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void own.send({ params: { id: page.id }, body: { owners: [...typed] } });
          }}
        >
          <TokenField label={t('owners')} options={people} values={typed} onChange={setTyped} />
          <ErrorNote problem={own.problem} />
          <Buttons>
            <Button type="submit" busy={own.busy}>
              {t('save')}
            </Button>
            <Button tone="quiet" onClick={() => setTyped(null)}>
              {t('cancel')}
            </Button>
          </Buttons>
        </form>
      )}
    </Section>
  );
};
