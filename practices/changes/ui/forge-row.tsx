import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote } from '#web/ui/notes.tsx';
import { Row } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { ForgeAccess } from './forge-access.tsx';
import type { Secret } from './repositories.tsx';
import { t } from './repository-strings.ts';

type Forge = ReplyOf<'GET', '/api/forges'>['items'][number];

/** A forge: how its deliveries go, its token, and who is who there. */
export const ForgeRow = ({
  forge,
  onSecret,
}: {
  readonly forge: Forge;
  readonly onSecret: (secret: Secret) => void;
}): ReactNode => {
  const { id, called, vendor, deliveries, delivered, refused, failure, hasCredentials } = forge;
  const renew = useSend('POST', '/api/forges/:id/secrets', { onSent: (made) => onSecret({ ...made, called }) });
  const end = useSend('DELETE', '/api/forges/:id');
  return (
    <Row
      title={called}
      sub={t(vendor)}
      right={t('deliveries', { n: deliveries })}
      {...(refused !== null || failure !== null ? { tone: 'stop' } : {})}
      actions={
        <Buttons>
          <Confirm
            tone="quiet"
            ask={t('renewAsk')}
            does={t('renewDo')}
            busy={renew.busy}
            onConfirm={() => void renew.send({ params: { id } })}
          >
            {t('renew')}
          </Confirm>
          <Confirm
            tone="quiet"
            ask={t('endForgeAsk', { called })}
            does={t('endForgeDo')}
            busy={end.busy}
            onConfirm={() => void end.send({ params: { id } })}
          >
            {t('end')}
          </Confirm>
        </Buttons>
      }
      below={
        <>
          <Lines>
            <Line>
              {delivered === null
                ? t('never')
                : t.rich('delivered', { when: <LocalTime at={delivered.at} />, event: delivered.event, told: delivered.told })}
            </Line>
            {refused && <Line now>{t.rich('refused', { when: <LocalTime at={refused.at} />, why: refused.message })}</Line>}
            {failure !== null && <Line now>{t('apiFailed', { why: failure })}</Line>}
            {!hasCredentials && <Line>{t('noCredentials')}</Line>}
          </Lines>
          <ErrorNote problem={renew.problem ?? end.problem} />
          <Fold title={t('access')} small>
            <ForgeAccess forge={forge} />
          </Fold>
          <Fold title={t('people')} small>
            <People forge={forge} />
          </Fold>
        </>
      }
    />
  );
};

/** [safety] What is said there is a stance only of these people, and of nobody else. */
const People = ({ forge: { id, people } }: { readonly forge: Forge }): ReactNode => {
  const everybody = usePeople();
  const [login, setLogin] = useState('');
  const [actor, setActor] = useState<string | null>(null);
  const name = useSend('PUT', '/api/forges/:id/people');
  const known = Object.fromEntries(people.map((one) => [one.login, one.actor.id]));
  const keep = (next: Readonly<Record<string, string>>) => void name.send({ params: { id }, body: { people: next } });
  return (
    <>
      <p>{people.length === 0 ? t('nobodyNamed') : t('peopleHint')}</p>
      <Lines label={t('people')}>
        {people.map((one) => (
          <Line key={one.login}>
            {one.login}: {one.actor.name}{' '}
            <Button
              tone="quiet"
              label={t('removePerson', { login: one.login })}
              onClick={() => keep(Object.fromEntries(Object.entries(known).filter(([there]) => there !== one.login)))}
            >
              ×
            </Button>
          </Line>
        ))}
      </Lines>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (actor === null || login.trim() === '') return;
          keep({ ...known, [login.trim()]: actor });
          setLogin('');
          setActor(null);
        }}
      >
        <TextField label={t('login')} value={login} onChange={setLogin} />
        <Combobox label={t('person')} options={everybody} value={actor} onChange={setActor} />
        <ErrorNote problem={name.problem} />
        <Buttons>
          <Button type="submit" busy={name.busy}>
            {t('addPerson')}
          </Button>
        </Buttons>
      </form>
    </>
  );
};
