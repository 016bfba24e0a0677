import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { Done, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './repository-strings.ts';

type Forge = ReplyOf<'GET', '/api/forges'>['items'][number];
type Trial = ReplyOf<'POST', '/api/forges/:id/trials'>;

/** What opens a forge's API, tried as soon as it is given. */
export const ForgeAccess = ({ forge: { id, vendor, hasCredentials } }: { readonly forge: Forge }): ReactNode => {
  const [by, setBy] = useState<'app' | 'token'>(vendor === 'github' ? 'app' : 'token');
  const [token, setToken] = useState('');
  const [app, setApp] = useState('');
  const [key, setKey] = useState('');
  const [trial, setTrial] = useState<Trial | null>(null);
  const tries = useSend('POST', '/api/forges/:id/trials', { onSent: setTrial });
  const keep = useSend('PUT', '/api/forges/:id/credentials', {
    onSent: () => {
      setToken('');
      setKey('');
      void tries.send({ params: { id } });
    },
  });
  const isApp = by === 'app';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTrial(null);
        void keep.send({ params: { id }, body: isApp ? { app, key } : { token } });
      }}
    >
      {vendor === 'github' && (
        <RadioGroup
          label={t('accessBy')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'app', label: t('byApp'), hint: t('byAppHint') },
            { value: 'token', label: t('byToken'), hint: t('byTokenHint') },
          ]}
        />
      )}
      {isApp ? (
        <>
          <TextField
            label={t('app')}
            hint={t('appHint')}
            value={app}
            onChange={setApp}
            error={fieldError(keep.problem, '/app')}
          />
          <TextArea label={t('key')} hint={t('keyHint')} value={key} onChange={setKey} error={fieldError(keep.problem, '/key')} />
        </>
      ) : (
        <TextField
          label={t('token')}
          hint={t(vendor === 'gitlab' ? 'tokenHintGitlab' : 'tokenHint')}
          type="password"
          value={token}
          onChange={setToken}
          error={fieldError(keep.problem, '/token')}
        />
      )}
      <ErrorNote problem={keep.problem} shown={['/app', '/key', '/token']} />
      <ErrorNote problem={tries.problem} />
      <Buttons>
        <Button type="submit" busy={keep.busy || tries.busy}>
          {t('accessDo')}
        </Button>
        {hasCredentials && (
          <Button tone="quiet" busy={tries.busy} onClick={() => void tries.send({ params: { id } })}>
            {t('tryAgain')}
          </Button>
        )}
      </Buttons>
      {trial && <Tried trial={trial} />}
    </form>
  );
};

/** What came of trying it. */
const Tried = ({ trial: { as, why, repositories } }: { readonly trial: Trial }): ReactNode => (
  <>
    <Done>{why === null ? t('opens', { as: as ?? '' }) : ''}</Done>
    <Lines label={t('tried')}>
      {why !== null && <Line now>{t('opensNot', { why })}</Line>}
      {why === null && repositories.length === 0 && <Line>{t('nothingToTry')}</Line>}
      {repositories.map((one) => (
        <Line key={one.name} now={one.why !== null}>
          {one.why === null ? t('reached', { name: one.name }) : `${one.name}: ${one.why}`}
        </Line>
      ))}
    </Lines>
  </>
);
