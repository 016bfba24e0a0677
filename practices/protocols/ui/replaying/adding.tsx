import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { ZonePicker } from '#web/ui/zone-picker.tsx';
import { ask } from '../engine.ts';
import { t } from './strings.ts';

interface Building {
  readonly text: string;
  readonly people: readonly string[];
  readonly onText: (text: string) => void;
}

/** A story built by buttons; what they do is written into its text. */
export const Adding = (props: Building & { readonly start: string | null }): ReactNode => (
  <>
    <Fold title={t('event')}>
      <AddEvent key={props.people.join()} {...props} />
    </Fold>
    <Fold title={t('person')}>
      <AddPerson {...props} />
    </Fold>
  </>
);

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const HOURS = /^([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-4]):[0-5]\d$/;

const AddPerson = ({ text, people, onText }: Building): ReactNode => {
  const [name, setName] = useState('');
  const [zone, setZone] = useState('Europe/Berlin');
  const [hours, setHours] = useState('09:00-17:00');
  const [roles, setRoles] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [stuck, setStuck] = useState(false);
  const nameFault = !NAME.test(name) ? t('nameFault') : people.includes(name) ? t('nameTaken') : null;
  const hoursFault = HOURS.test(hours) ? null : t('hoursFault');
  const add = async (): Promise<void> => {
    setTried(true);
    if (nameFault !== null || hoursFault !== null) return;
    const away = from !== null && to !== null && from < to ? { from, to } : null;
    const person = {
      name,
      zone,
      hours,
      away,
      roles: roles
        .split(',')
        .map((role) => role.trim())
        .filter((role) => role !== ''),
    };
    const built = await ask('built', { ask: 'add-person', text, person });
    setStuck(built.text === null);
    if (built.text === null) return;
    onText(built.text);
    setName('');
    setTried(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack>
        <Fields even>
          <TextField
            label={t('personName')}
            value={name}
            onChange={setName}
            error={tried && nameFault !== null ? { message: nameFault } : undefined}
          />
          <ZonePicker label={t('zone')} value={zone} onChange={setZone} />
          <TextField
            label={t('hours')}
            hint={t('hoursHint')}
            value={hours}
            onChange={setHours}
            error={tried && hoursFault !== null ? { message: hoursFault } : undefined}
          />
          <TextField label={t('roles')} hint={t('rolesHint')} value={roles} onChange={setRoles} />
          <DateTimeField label={t('awayFrom')} value={from} onChange={setFrom} zone={zone} />
          <DateTimeField label={t('awayTo')} value={to} onChange={setTo} zone={zone} />
        </Fields>
        {stuck && <Note>{t('notBuilt')}</Note>}
        <Buttons>
          <Button type="submit">{t('addPerson')}</Button>
        </Buttons>
      </Stack>
    </form>
  );
};

const DEEDS = {
  agree: ['stance', 'agree'],
  object: ['stance', 'object'],
  abstain: ['stance', 'abstain'],
  amend: ['amend', 'material'],
  editorial: ['amend', 'editorial'],
  resolve: ['resolve', null],
  withdraw: ['withdraw', 'true'],
  leaves: ['leaves', 'true'],
} as const;
type Deed = keyof typeof DEEDS;
const NAMES: readonly Deed[] = ['agree', 'object', 'abstain', 'amend', 'editorial', 'resolve', 'withdraw', 'leaves'];

const AddEvent = ({ text, people, onText, start }: Building & { readonly start: string | null }): ReactNode => {
  const [by, setBy] = useState(people[1] ?? people[0] ?? '');
  const [deed, setDeed] = useState<Deed>('object');
  const [at, setAt] = useState<string | null>(start);
  const [reason, setReason] = useState('');
  const [alternative, setAlternative] = useState('');
  const [stuck, setStuck] = useState(false);
  const add = async (): Promise<void> => {
    if (at === null) return;
    const [does, what] = DEEDS[deed];
    const built = await ask('built', {
      ask: 'add-event',
      text,
      event: {
        at,
        by,
        does,
        what: what ?? by,
        reason: takesReason(deed) ? reason : '',
        alternative: deed === 'object' ? alternative : '',
      },
    });
    setStuck(built.text === null);
    if (built.text !== null) onText(built.text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack>
        <Fields even>
          <Select label={t('who')} value={by} options={people.map((name) => ({ value: name, label: name }))} onChange={setBy} />
          <Select
            label={t('does')}
            value={deed}
            options={NAMES.map((name) => ({ value: name, label: t(name) }))}
            onChange={setDeed}
          />
          <DateTimeField label={t('when')} value={at} onChange={setAt} required />
          {takesReason(deed) && <TextField label={t('reason')} value={reason} onChange={setReason} />}
          {deed === 'object' && <TextField label={t('alternative')} value={alternative} onChange={setAlternative} />}
        </Fields>
        {stuck && <Note>{t('notBuilt')}</Note>}
        <Buttons>
          <Button type="submit">{t('addEvent')}</Button>
        </Buttons>
      </Stack>
    </form>
  );
};

const takesReason = (deed: Deed): boolean => ['agree', 'object', 'abstain', 'resolve'].includes(deed);
