import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { placeOf } from '#web/ui/time.ts';
import { daysOf, formOf, NO_LEAVE, spanOf } from './leave-form.ts';
import { NotShown } from './nobody.tsx';
import { usePerson } from './one-person.ts';
import type { OnePerson } from './one-person.ts';
import { t } from './people-strings.ts';

/** Plan leave, or change what is planned. */
export const Screen = ({ params, search }: ScreenProps): ReactNode => {
  const { one, error } = usePerson(params['handle'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  const leave = one.leave.find(({ id }) => id === search['leave']) ?? null;
  return <LeavePage key={leave?.id ?? one.id} person={one} leave={leave} />;
};

const LeavePage = ({
  person,
  leave,
}: {
  readonly person: OnePerson;
  readonly leave: OnePerson['leave'][number] | null;
}): ReactNode => {
  const own = useMe().actor.id === person.id;
  const zone = person.zone ?? 'UTC';
  const back = `/people/${person.handle}`;
  const { value, set, clear } = useDraft(`leave ${person.id} ${leave?.id ?? ''}`, leave ? formOf(leave, zone) : NO_LEAVE);
  const [tried, setTried] = useState(false);
  const onSent = (): void => {
    clear();
    go(back);
  };
  const plan = useSend('POST', '/api/people/:id/leave', { onSent });
  const change = useSend('PUT', '/api/people/:id/leave/:leave', { onSent });
  const problem = plan.problem ?? change.problem;
  const { from, to } = spanOf(value, zone);
  const missing: FieldError = {
    message: value.how === 'days' ? t('chooseDay') : t('chooseMoment'),
    accepted: value.how === 'days' ? t('acceptedDate') : undefined,
  };
  const fromError = (tried && from === null ? missing : undefined) ?? fieldError(problem, '/from');
  const toError = (tried && to === null ? missing : undefined) ?? fieldError(problem, '/to');
  const submit = (): void => {
    setTried(true);
    if (from === null || to === null) return;
    const body = { from, to };
    if (leave) void change.send({ params: { id: person.id, leave: leave.id }, body });
    else void plan.send({ params: { id: person.id }, body });
  };
  return (
    <Page
      title={leave ? t('leaveChange') : t('leaveTitle')}
      lead={own ? t('leaveLead') : t('leaveLeadOf', { name: person.name })}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Choice
          label={t('how')}
          value={value.how}
          options={[
            { value: 'days', label: t('wholeDays') },
            { value: 'hours', label: t('someHours') },
          ]}
          onChange={(how) => set({ ...value, how })}
        />
        {value.how === 'days' ? (
          <>
            <TextField
              key="first"
              label={t('firstDay')}
              type="date"
              narrow
              required
              value={value.first}
              onChange={(first) => set({ ...value, first })}
              error={fromError}
            />
            <TextField
              key="last"
              label={t('lastDay')}
              type="date"
              narrow
              min={value.first}
              value={value.last}
              onChange={(last) => set({ ...value, last })}
              error={toError}
            />
          </>
        ) : (
          <>
            <DateTimeField
              label={t('begins')}
              zone={zone}
              value={value.from}
              onChange={(at) => set({ ...value, from: at })}
              error={fromError}
            />
            <DateTimeField
              label={t('ends')}
              zone={zone}
              value={value.to}
              onChange={(at) => set({ ...value, to: at })}
              error={toError}
            />
          </>
        )}
        <Note>
          {from !== null && to !== null && from < to && t('awayDays', { n: daysOf({ from, to }), place: placeOf(zone) })}
          {person.deputies[0] ? t('firstDeputy', { name: person.deputies[0].name }) : t('noDeputy')}{' '}
          {!person.deputies[0] && own && <a href={`${back}/edit`}>{t('nameDeputies')}</a>}
        </Note>
        <ErrorNote problem={problem} shown={['/from', '/to']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={plan.busy || change.busy}>
            {leave ? t('leaveChange') : t('leaveTitle')}
          </Button>
          <ButtonLink href={back} tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
