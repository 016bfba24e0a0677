import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { Secret } from './repositories.tsx';
import { t } from './repository-strings.ts';

const VENDORS = ['github', 'forgejo', 'gitlab'] as const;

/** Connects a forge; its secret is shown once, by whoever asked for it. */
export const NewForge = ({ onMade }: { readonly onMade: (secret: Secret) => void }): ReactNode => {
  const [vendor, setVendor] = useState<(typeof VENDORS)[number]>('github');
  const [called, setCalled] = useState('');
  const [api, setApi] = useState('');
  const name = called.trim() === '' ? t(vendor) : called;
  const connect = useSend('POST', '/api/forges', {
    onSent: (made) => {
      setCalled('');
      setApi('');
      onMade({ ...made, called: name });
    },
  });
  return (
    <Fold title={t('newForge')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void connect.send({ body: { vendor, called: name, ...(api.trim() === '' ? {} : { api: api.trim() }) } });
        }}
      >
        <Select
          label={t('vendor')}
          value={vendor}
          onChange={setVendor}
          options={VENDORS.map((value) => ({ value, label: t(value) }))}
        />
        <TextField label={t('called')} value={called} onChange={setCalled} error={fieldError(connect.problem, '/called')} />
        <TextField
          label={t('api')}
          hint={t('apiHint')}
          type="url"
          value={api}
          onChange={setApi}
          error={fieldError(connect.problem, '/api')}
        />
        <ErrorNote problem={connect.problem} shown={['/called', '/api']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={connect.busy}>
            {t('connectForge')}
          </Button>
        </Buttons>
      </form>
    </Fold>
  );
};
