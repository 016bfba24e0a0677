import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useRevision } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Done, ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { pageOf } from './addresses.ts';
import { SettingsPage } from './settings-page.tsx';
import { t } from './settings-strings.ts';

/** Its name, its longest window, who runs it. Stewards change it. */
export const Screen = (): ReactNode => {
  const steward = useMe().actor.role === 'steward';
  const organization = useGet('/api/organization', {}, { live: { kinds: ['organization', 'person'] } });
  const { data } = organization;
  return (
    <SettingsPage view="organization">
      {!data && (organization.error ? <ErrorNote problem={organization.error} /> : <Skeleton lines={3} />)}
      {data && steward && <EditOrganization organization={data} />}
      {data && !steward && (
        <Section title={data.name}>
          <Rows>
            <Row title={t('longest')} right={data.longestWindow} sub={t('longestHint')} />
          </Rows>
          <Note>{t('onlyStewards')}</Note>
        </Section>
      )}
      {data && (
        <Section title={t('runBy')}>
          <Rows label={t('runBy')}>
            {data.stewards.map((one) => (
              <Row key={one.id} title={one.name} href={pageOf(one)} />
            ))}
          </Rows>
        </Section>
      )}
    </SettingsPage>
  );
};

const EditOrganization = ({ organization }: { readonly organization: ReplyOf<'GET', '/api/organization'> }): ReactNode => {
  const { name, longestWindow } = organization;
  const { value, set, clear, restored, from } = useRevision('organization', { name, longestWindow });
  const movedOn = from.name !== name || from.longestWindow !== longestWindow;
  const save = useSend('PATCH', '/api/organization', {
    onSent: () => {
      clear();
      void askWhoReads();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.send({ body: value });
      }}
    >
      {restored && <Note>{t('restored')}</Note>}
      {movedOn && <Note>{t('movedOn')}</Note>}
      <TextField
        label={t('orgName')}
        required
        value={value.name}
        onChange={(to) => set({ ...value, name: to })}
        error={fieldError(save.problem, '/name')}
      />
      <TextField
        label={t('longest')}
        hint={t('longestHint')}
        narrow
        required
        value={value.longestWindow}
        onChange={(to) => set({ ...value, longestWindow: to })}
        error={fieldError(save.problem, '/longestWindow')}
      />
      <ErrorNote problem={save.problem} shown={['/name', '/longestWindow']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={save.busy}>
          {t('save')}
        </Button>
        <Done>{save.reply && t('saved')}</Done>
      </Buttons>
    </form>
  );
};
