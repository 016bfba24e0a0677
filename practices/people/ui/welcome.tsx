import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { askWhoReads } from '#web/api/me.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { shownUnder } from './faults.ts';
import { HoursFields } from './hours-fields.tsx';
import { hoursBody, usualHours } from './hours-form.ts';
import { t } from './strings.ts';

const FIELDS = ['/organization', '/name', '/mail', '/password', '/hours'];

/** First run: the organization, its first steward, and when they work. */
export const Screen = (): ReactNode => {
  const { value, set, clear } = useDraft('welcome', {
    organization: '',
    name: '',
    mail: '',
    hours: usualHours(),
    begin: 'empty',
  });
  const [password, setPassword] = useState('');
  const sample = useSend('POST', '/api/samples');
  const found = useSend('POST', '/api/setup', {
    onSent: () => {
      const explores = value.begin === 'sample';
      clear();
      void askWhoReads().then(async () => {
        // Where it cannot begin, its page says why, and offers it again.
        if (explores) await sample.send({ body: {} });
        go(explores ? '/sample' : '/start');
      });
    },
  });
  const field = (name: 'organization' | 'name' | 'mail') => ({
    value: value[name],
    onChange: (text: string) => set({ ...value, [name]: text }),
    error: fieldError(found.problem, `/${name}`),
  });
  return (
    <Page title={t('welcome')} lead={t('welcomeLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { organization, name, mail, hours } = value;
          void found.send({ body: { organization, name, mail, password, hours: hoursBody(hours) } });
        }}
      >
        <TextField label={t('organization')} autoComplete="organization" autoFocus required {...field('organization')} />
        <Section title={t('you')} bare>
          <TextField label={t('yourName')} autoComplete="name" required {...field('name')} />
          <TextField label={t('mail')} type="email" autoComplete="username" required {...field('mail')} />
          <TextField
            label={t('password')}
            type="password"
            autoComplete="new-password"
            required
            hint={t('passwordHint')}
            value={password}
            onChange={setPassword}
            error={fieldError(found.problem, '/password')}
          />
          <HoursFields value={value.hours} onChange={(hours) => set({ ...value, hours })} problem={found.problem} />
        </Section>
        <RadioGroup
          label={t('begin')}
          value={value.begin}
          onChange={(begin) => set({ ...value, begin })}
          options={[
            { value: 'empty', label: t('beginEmpty'), hint: t('beginEmptyText') },
            { value: 'sample', label: t('beginSample'), hint: t('beginSampleText') },
          ]}
        />
        <ErrorNote problem={found.problem} shown={shownUnder(found.problem, FIELDS)} />
        <Buttons>
          <Button type="submit" tone="primary" busy={found.busy || sample.busy}>
            {value.organization.trim() === '' ? t('foundIt') : t('found', { organization: value.organization.trim() })}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
