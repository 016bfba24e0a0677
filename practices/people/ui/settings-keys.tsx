import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup, Select } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, fieldError, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { useEveryone } from './everyone.ts';
import type { ActorLine } from './everyone.ts';
import { ToCopy } from './link-to-copy.tsx';
import { SettingsPage } from './settings-page.tsx';
import { t } from './settings-strings.ts';

type Made = ReplyOf<'POST', '/api/keys'>;

/** Keys of one's own and of the agents for which one is accountable. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const me = useMe();
  const everyone = useEveryone();
  const keys = useGet('/api/keys', {});
  const [made, setMade] = useState<Made | null>(null);
  const end = useSend('DELETE', '/api/keys/:id');
  const agents = (everyone.items ?? []).filter(({ kind, accountable }) => kind === 'agent' && accountable?.id === me.actor.id);
  const names = new Map((everyone.items ?? []).map(({ id, name }) => [id, name]));
  return (
    <SettingsPage view="keys" lead={t('keysLead')}>
      {made && (
        <Section title={t('keyIsMade', { name: made.name })}>
          <ToCopy label={t('token')} text={made.token} hint={t('tokenOnce')} does={t('copyToken')} />
          <Buttons>
            <Button tone="quiet" onClick={() => setMade(null)}>
              {t('done')}
            </Button>
          </Buttons>
        </Section>
      )}
      <Section title={t('keys')}>
        {!keys.data && !keys.error && <Skeleton lines={2} />}
        <ErrorNote problem={keys.error ?? end.problem} />
        {keys.data?.items.length === 0 && <EmptyState title={t('noKeys')}>{t('noKeysText')}</EmptyState>}
        <Rows label={t('keys')}>
          {keys.data?.items.map((key) => (
            <Row
              key={key.id}
              title={key.name}
              sub={
                <>
                  {[key.hint, key.scopes.map((scope) => SCOPES[scope]).join(', ')].join(' · ')}
                  {key.actor !== me.actor.id && ` · ${t('keyAs', { name: names.get(key.actor) ?? '' })}`}
                </>
              }
              right={
                key.expiresAt === null ? t('keyNever') : t.rich('keyEnds', { when: <LocalTime at={key.expiresAt} form="date" /> })
              }
              actions={
                <Confirm
                  tone="quiet"
                  ask={t('endKeyAsk', { name: key.name })}
                  does={t('endKey')}
                  busy={end.busy}
                  onConfirm={() => void end.send({ params: { id: key.id } })}
                >
                  {t('endKey')}
                </Confirm>
              }
            />
          ))}
        </Rows>
      </Section>
      <NewKey agents={agents} chosen={agents.find(({ handle }) => handle === search['agent'])?.id ?? ''} onMade={setMade} />
    </SettingsPage>
  );
};

const SCOPES = { read: t('reads'), write: t('writes'), admin: t('admins') } as const;

const NewKey = (props: {
  readonly agents: readonly ActorLine[];
  readonly chosen: string;
  readonly onMade: (made: Made) => void;
}): ReactNode => {
  const { value, set, clear } = useDraft<{ name: string; scope: 'read' | 'write' | 'admin'; days: string; agent: string | null }>(
    'key',
    {
      name: '',
      scope: 'read',
      days: '365',
      agent: null,
    },
  );
  const agent = value.agent ?? props.chosen;
  const make = useSend('POST', '/api/keys', {
    onSent: (made) => {
      clear();
      props.onMade(made);
      scrollTo({ top: 0 });
    },
  });
  return (
    <Section title={t('newKey')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const days = value.days === '' ? null : Number(value.days);
          void make.send({ body: { name: value.name, scope: value.scope, days, ...(agent === '' ? {} : { agent }) } });
        }}
      >
        <TextField
          label={t('keyName')}
          hint={t('keyNameHint')}
          required
          value={value.name}
          onChange={(name) => set({ ...value, name })}
          error={fieldError(make.problem, '/name')}
        />
        {props.agents.length > 0 && (
          <Select
            label={t('keyActs')}
            narrow
            value={agent}
            options={[{ value: '', label: t('keyYou') }, ...props.agents.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(to) => set({ ...value, agent: to })}
            error={fieldError(make.problem, '/agent')}
          />
        )}
        <RadioGroup
          label={t('keyReach')}
          value={value.scope}
          options={[
            { value: 'read', label: t('reads'), hint: t('readsHint') },
            { value: 'write', label: t('writes'), hint: t('writesHint') },
            { value: 'admin', label: t('admins'), hint: t('adminsHint') },
          ]}
          onChange={(scope) => set({ ...value, scope })}
          error={fieldError(make.problem, '/scope')}
        />
        <Select
          label={t('keyDays')}
          narrow
          value={value.days}
          options={[
            { value: '30', label: t('days30') },
            { value: '90', label: t('days90') },
            { value: '365', label: t('days365') },
            { value: '', label: t('daysNever') },
          ]}
          onChange={(days) => set({ ...value, days })}
          error={fieldError(make.problem, '/days')}
        />
        <ErrorNote problem={make.problem} shown={['/name', '/agent', '/scope', '/days']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={make.busy}>
            {t('makeKey')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};
