import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './back-strings.ts';
import { figure } from './strings.ts';
import { MeetingTabs } from './tabs.tsx';

type Back = ReplyOf<'GET', '/api/meetings/given-back'>;

/** What the last quarter's conversions and settled meetings gave back. */
export const Screen = (): ReactNode => {
  const back = useGet('/api/meetings/given-back', {}, { live: { kinds: ['meeting', 'conversion'] } });
  if (!back.data)
    return (
      <Page title={t('name')}>
        <MeetingTabs current="back" />
        {back.error ? <ErrorNote problem={back.error} retry={() => void back.refetch()} /> : <Skeleton />}
      </Page>
    );
  const { hours, conversions, settled, shorter, outcomes, decisions } = back.data;
  const met = outcomes.held + outcomes.shortened + outcomes.overran;
  const nothing = conversions.length === 0 && settled.meetings + shorter.meetings + met === 0;
  return (
    <Page
      title={nothing ? t('name') : t('title', { hours: figure(hours) })}
      name={t('name')}
      lead={nothing ? undefined : t('lead')}
    >
      <MeetingTabs current="back" />
      {nothing && (
        <EmptyState title={t('empty')} actions={<ButtonLink href="/meetings">{t('look')}</ButtonLink>}>
          {t('emptyText')}
        </EmptyState>
      )}
      {conversions.length > 0 && (
        <Section title={t('converted')}>
          <Rows label={t('converted')}>
            {conversions.map((one) => (
              <Conversion key={one.id} one={one} />
            ))}
          </Rows>
        </Section>
      )}
      {settled.meetings + shorter.meetings + met > 0 && (
        <Section title={t('settled')}>
          <Rows label={t('settled')}>
            {settled.meetings > 0 && (
              <Row
                title={t('settledLine', { n: settled.meetings })}
                right={t('hours', { hours: figure(settled.hours) })}
                tone="go"
              />
            )}
            {shorter.meetings > 0 && (
              <Row
                title={t('shorterLine', { n: shorter.meetings })}
                right={t('hours', { hours: figure(shorter.hours) })}
                tone="go"
              />
            )}
          </Rows>
          {met > 0 && <Note>{t('outcomes', outcomes)}</Note>}
        </Section>
      )}
      {!nothing && (
        <Section title={t('decisions')}>
          <Note>
            {decisions.perDecision === null
              ? t('noDecisions')
              : t('perDecision', { n: decisions.decisions, per: figure(decisions.perDecision), hours: figure(decisions.hours) })}
          </Note>
          <Note>{t('formula')}</Note>
        </Section>
      )}
    </Page>
  );
};

type Converted = Back['conversions'][number];

const Conversion = ({ one }: { readonly one: Converted }): ReactNode => {
  const leave = useSend('POST', '/api/meetings/conversions/:id/leavings');
  const end = useSend('POST', '/api/meetings/conversions/:id/ends');
  const { title, form, people, since, rounds, every, result, gaveBack, savedPerWeek, endedAt, mayEnd, mayLeave } = one;
  const href = result && addressOfArtifact(result.kind, result);
  return (
    <Row
      title={title}
      {...(href ? { href } : {})}
      sub={
        <>
          {t.rich('line', { form: t(form), people: t('people', { n: people }), since: <LocalTime at={since} form="date" /> })}
          {every !== null && ` · ${t('rounds', { n: rounds })}`}
          {endedAt !== null && <> · {t.rich('isBack', { when: <LocalTime at={endedAt} form="date" /> })}</>}
          {endedAt === null && <InCalendars one={one} />}
        </>
      }
      right={t('hours', { hours: figure(gaveBack) })}
      under={t('aWeek', { hours: figure(savedPerWeek) })}
      tone="go"
      quiet={endedAt !== null}
      actions={
        mayEnd || mayLeave ? (
          <Buttons>
            {mayLeave && (
              <Button
                tone="quiet"
                label={`${t('leave')}: ${title}`}
                busy={leave.busy}
                onClick={() => void leave.send({ params: { id: one.id } })}
              >
                {t('leave')}
              </Button>
            )}
            {mayEnd && (
              <Confirm
                ask={t('backAsk')}
                does={t('back')}
                tone="quiet"
                onConfirm={() => void end.send({ params: { id: one.id } })}
              >
                {t('back')}
              </Confirm>
            )}
          </Buttons>
        ) : null
      }
      below={<ErrorNote problem={leave.problem ?? end.problem} />}
    />
  );
};

/** What became of the series where it stood: in the calendar of whoever replaced it, and in one's own. */
const InCalendars = ({ one }: { readonly one: Converted }): ReactNode => {
  const { author, calendar, mine } = one;
  const isOwn = author.id === useMe().actor.id;
  return (
    <>
      {!isOwn && calendar && <> · {t(`their-${calendar.how}`, { name: author.name })}</>}
      {mine && <> · {t(mine.how, { reason: mine.reason ?? '' })}</>}
    </>
  );
};
