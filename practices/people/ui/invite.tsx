import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { pageOf } from './addresses.ts';
import { ToCopy } from './link-to-copy.tsx';
import { t } from './people-strings.ts';

interface Made {
  readonly name: string;
  readonly link: string;
  readonly expiresAt: string;
}

const EMPTY: { readonly name: string; readonly mail: string; readonly role: 'member' | 'steward' } = {
  name: '',
  mail: '',
  role: 'member',
};

/** Somebody new: a link to pass on, and who was invited and is not here yet. */
export const Screen = (): ReactNode => {
  const steward = useMe().actor.role === 'steward';
  const { value, set, clear } = useDraft('invite', EMPTY);
  const [made, setMade] = useState<Made | null>(null);
  const invite = useSend('POST', '/api/invitations', {
    onSent: ({ link, expiresAt }) => {
      setMade({ name: value.name.trim(), link, expiresAt });
      clear();
    },
  });
  const field = (name: 'name' | 'mail') => ({
    value: value[name],
    onChange: (text: string) => set({ ...value, [name]: text }),
    error: fieldError(invite.problem, `/${name}`),
  });
  return (
    <Page title={t('invite')} lead={t('inviteLead')}>
      {made && <MadeLink key={made.link} made={made} steward={steward} />}
      <Section title={made ? t('invite') : t('person')} bare>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const { name, mail, role } = value;
            void invite.send({ body: { name, mail, ...(role === 'steward' ? { role } : {}) } });
          }}
        >
          <TextField label={t('theirName')} required autoFocus {...field('name')} />
          <TextField label={t('theirMail')} type="email" required {...field('mail')} />
          {steward && (
            <RadioGroup
              label={t('asWhat')}
              value={value.role}
              options={[
                { value: 'member', label: t('asMember'), hint: t('asMemberHint') },
                { value: 'steward', label: t('asSteward'), hint: t('asStewardHint') },
              ]}
              onChange={(role) => set({ ...value, role })}
              error={fieldError(invite.problem, '/role')}
            />
          )}
          <ErrorNote problem={invite.problem} shown={['/name', '/mail', '/role']} />
          <Buttons>
            <Button type="submit" tone="primary" busy={invite.busy}>
              {t('makeInvitation')}
            </Button>
          </Buttons>
        </form>
      </Section>
      <Waiting steward={steward} onLink={setMade} />
    </Page>
  );
};

const MadeLink = ({ made, steward }: { readonly made: Made; readonly steward: boolean }): ReactNode => {
  const outbox = useGet('/api/outbox', { query: { limit: 1 } }, { enabled: steward });
  const mail = outbox.data ? (outbox.data.mailIsSent ? t('mailLeft') : t('mailKept')) : steward ? '' : t('mailMaybe');
  return (
    <Section title={t('isInvited', { name: made.name })}>
      <ToCopy
        label={t('linkFor', { name: made.name })}
        text={made.link}
        does={t('copy')}
        hint={t.rich('linkEnds', { when: <LocalTime at={made.expiresAt} form="date" /> })}
      />
      <Note>
        {mail} {steward && <a href="/settings/mail">{t('seeMails')}</a>}
      </Note>
    </Section>
  );
};

/** Who was invited and has not come. Stewards make another link, or withdraw the invitation. */
const Waiting = ({ steward, onLink }: { readonly steward: boolean; readonly onLink: (made: Made) => void }): ReactNode => {
  const waiting = useGet(
    '/api/people',
    { query: { kind: 'person', status: 'invited', limit: 200 } },
    { live: { kinds: ['person'] } },
  );
  const renew = useSend('POST', '/api/invitations/:person/links');
  const depart = useSend('DELETE', '/api/people/:id');
  if (!waiting.data || waiting.data.items.length === 0) return null;
  return (
    <Section title={t('waiting')}>
      <Rows label={t('waiting')}>
        {waiting.data.items.map((line) => (
          <Row
            key={line.id}
            title={line.name}
            href={pageOf(line)}
            quiet
            actions={
              steward && (
                <Buttons>
                  <Button
                    label={t('newLinkOf', { name: line.name })}
                    busy={renew.busy}
                    onClick={() => {
                      void renew.send({ params: { person: line.id } }).then((reply) => {
                        if (!reply) return;
                        onLink({ name: line.name, link: reply.link, expiresAt: reply.expiresAt });
                        scrollTo({ top: 0 });
                      });
                    }}
                  >
                    {t('newLink')}
                  </Button>
                  <Confirm
                    tone="quiet"
                    ask={t('withdrawAsk', { name: line.name })}
                    does={t('withdraw')}
                    busy={depart.busy}
                    onConfirm={() => void depart.send({ params: { id: line.id } })}
                  >
                    {t('withdraw')}
                  </Confirm>
                </Buttons>
              )
            }
          />
        ))}
      </Rows>
      <ErrorNote problem={renew.problem ?? depart.problem} />
    </Section>
  );
};
