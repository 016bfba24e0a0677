import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { useNow } from '#web/ui/clock.ts';
import { Confirm } from '#web/ui/confirm.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { msOf } from '#web/ui/time.ts';
import { spanText } from './leave-form.ts';
import type { OnePerson } from './one-person.ts';
import { t } from './people-strings.ts';

/** Leave now and ahead; who may change it cancels it in its place. */
export const LeaveOf = ({ person }: { readonly person: OnePerson }): ReactNode => {
  const at = useNow();
  const cancel = useSend('DELETE', '/api/people/:id/leave/:leave');
  const zone = person.zone ?? 'UTC';
  return (
    <Section
      title={t('leave')}
      side={
        person.mayChange && (
          <ButtonLink href={`/people/${person.handle}/leave`} tone="quiet">
            {t('planLeave')}
          </ButtonLink>
        )
      }
    >
      {person.leave.length === 0 ? (
        <Note>{t('noLeave')}</Note>
      ) : (
        <Rows label={t('leave')}>
          {person.leave.map((leave) => {
            const span = spanText(leave, zone);
            return (
              <Row
                key={leave.id}
                title={span.from === span.to ? span.from : t('leaveSpan', span)}
                sub={msOf(leave.from) <= at && t('leaveNow')}
                actions={
                  person.mayChange && (
                    <Buttons>
                      <ButtonLink href={`/people/${person.handle}/leave?leave=${leave.id}`} tone="quiet">
                        {t('changeLeave')}
                      </ButtonLink>
                      <Confirm
                        tone="quiet"
                        ask={t('cancelLeaveAsk', span)}
                        does={t('cancelLeave')}
                        busy={cancel.busy}
                        onConfirm={() => void cancel.send({ params: { id: person.id, leave: leave.id } })}
                      >
                        {t('cancelLeave')}
                      </Confirm>
                    </Buttons>
                  )
                }
              />
            );
          })}
        </Rows>
      )}
      <ErrorNote problem={cancel.problem} />
    </Section>
  );
};
