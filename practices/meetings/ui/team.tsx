import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox, Select } from '#web/ui/choice-field.tsx';
import { FieldGroup } from '#web/ui/field.tsx';
import { ErrorNote, Note, Skeleton, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { shortDate } from '#web/ui/time.ts';
import { Heat } from './heat.tsx';
import { figure } from './strings.ts';
import { t } from './team-strings.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];
type Space = ReplyOf<'GET', '/api/spaces/:id'>;
type Rules = NonNullable<Space['meetingDays']>;

/** A team's meetings: on which days it holds none, and what all of them come to. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const slug = params['slug'] ?? '';
  const found = useGet('/api/spaces', { query: { slug } });
  const id = found.data?.items[0]?.id ?? '';
  const space = useGet('/api/spaces/:id', { params: { id } }, { live: { kinds: ['space'] }, enabled: id !== '' });
  const team = useGet('/api/meetings/teams/:id', { params: { id } }, { enabled: id !== '' });
  if (!space.data || !team.data)
    return (
      <Page title={t('link')}>
        {found.data && id === '' ? <Note>{t('none')}</Note> : null}
        <ErrorNote problem={found.error ?? space.error ?? team.error} />
        {!found.error && !space.error && !team.error && <Skeleton title />}
      </Page>
    );
  return (
    <Page title={t('title', { name: space.data.name })} lead={t('lead')}>
      <FreeDays space={space.data} inherited={team.data.days} />
      <Figures team={team.data} />
    </Page>
  );
};

type Team = ReplyOf<'GET', '/api/meetings/teams/:id'>;

const Figures = ({ team }: { readonly team: Team }): ReactNode => {
  const { figures, withheld, people, least, days } = team;
  return (
    <Section title={t('figures')}>
      {figures === null ? (
        <Note>{people < least ? t('tooFew', { least }) : t(withheld === 'alike' ? 'alike' : 'few', { people, least })}</Note>
      ) : (
        <>
          <Note>{t('hours', { n: figures.calendars, hours: figure(figures.hoursPerWeek) })}</Note>
          {!figures.current && <Note>{t('asOf', { date: shortDate(figures.at), least })}</Note>}
          <Heat heat={figures.heat} label={t('heat')} free={days?.free ?? []} />
          {figures.freeDays && figures.freeDays.days > 0 && (
            <Note>
              {figures.freeDays.broken === 0
                ? t('kept')
                : t('broken', { ...figures.freeDays, hours: figure(figures.freeDays.hours) })}
            </Note>
          )}
        </>
      )}
    </Section>
  );
};

const daysOf = (days: readonly string[]): string =>
  DAYS.filter((day) => days.includes(day))
    .map((day) => t(day))
    .join(', ');

const FreeDays = ({ space, inherited }: { readonly space: Space; readonly inherited: Team['days'] }): ReactNode => {
  const [form, setForm] = useState<Rules | null>(null);
  const rules = space.meetingDays;
  return (
    <Section title={t('days')}>
      {form === null ? (
        <>
          <Lines>
            {rules === null ? (
              <Line>
                {inherited ? `${t('free', { days: daysOf(inherited.free) })} ${t('from', { name: inherited.from })}` : t('none')}
              </Line>
            ) : (
              <Line>{rules.free.length === 0 ? t('none') : `${t('free', { days: daysOf(rules.free) })} ${t(rules.short)}`}</Line>
            )}
            {rules?.demanding.map(({ from, to, free }) => (
              <Line key={`${from} ${to}`}>
                {t('demanding', { from: shortDate(`${from}T12:00:00Z`), to: shortDate(`${to}T12:00:00Z`), days: daysOf(free) })}
              </Line>
            ))}
          </Lines>
          {space.mayRun && !space.archived && (
            <Buttons>
              <Button onClick={() => setForm(rules ?? { free: [], short: 'lift', demanding: [] })}>{t('change')}</Button>
            </Buttons>
          )}
        </>
      ) : (
        <RulesForm id={space.id} value={form} onChange={setForm} onDone={() => setForm(null)} />
      )}
    </Section>
  );
};

const RulesForm = (props: {
  readonly id: string;
  readonly value: Rules;
  readonly onChange: (value: Rules) => void;
  readonly onDone: () => void;
}): ReactNode => {
  const { value, onChange } = props;
  const send = useSend('PUT', '/api/spaces/:id/meeting-days', { onSent: props.onDone });
  const period = (at: number, to: Partial<Rules['demanding'][number]>): void =>
    onChange({ ...value, demanding: value.demanding.map((one, n) => (n === at ? { ...one, ...to } : one)) });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send.send({ params: { id: props.id }, body: value });
      }}
    >
      <DayChoice label={t('fieldDays')} days={value.free} onChange={(free) => onChange({ ...value, free })} />
      <Select
        label={t('fieldShort')}
        narrow
        value={value.short}
        options={[
          { value: 'lift', label: t('shortLift') },
          { value: 'keep', label: t('shortKeep') },
        ]}
        onChange={(short) => onChange({ ...value, short })}
      />
      {value.demanding.map((one, at) => (
        <FieldGroup key={at} label={t('fieldDemanding')}>
          <TextField
            label={t('demandingFrom')}
            type="date"
            narrow
            value={one.from}
            onChange={(from) => period(at, { from })}
            error={fieldError(send.problem, `/demanding/${at}/from`)}
          />
          <TextField
            label={t('demandingTo')}
            type="date"
            narrow
            value={one.to}
            onChange={(to) => period(at, { to })}
            error={fieldError(send.problem, `/demanding/${at}/to`)}
          />
          <DayChoice label={t('days')} days={one.free} onChange={(free) => period(at, { free })} />
          <Button tone="quiet" onClick={() => onChange({ ...value, demanding: value.demanding.filter((_, n) => n !== at) })}>
            {t('remove')}
          </Button>
        </FieldGroup>
      ))}
      <ErrorNote
        problem={send.problem}
        shown={value.demanding.flatMap((_, n) => [`/demanding/${n}/from`, `/demanding/${n}/to`])}
      />
      <Buttons>
        <Button type="submit" tone="primary" busy={send.busy}>
          {t('save')}
        </Button>
        <Button
          onClick={() =>
            onChange({
              ...value,
              demanding: [...value.demanding, { from: '', to: '', free: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
            })
          }
        >
          {t('addDemanding')}
        </Button>
        <Button tone="quiet" onClick={props.onDone}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};

const DayChoice = (props: {
  readonly label: string;
  readonly days: readonly Day[];
  readonly onChange: (days: Day[]) => void;
}): ReactNode => (
  <FieldGroup label={props.label}>
    {DAYS.map((day) => (
      <Checkbox
        key={day}
        label={t(day)}
        checked={props.days.includes(day)}
        onChange={(on) => props.onChange(DAYS.filter((one) => (one === day ? on : props.days.includes(one))))}
      />
    ))}
  </FieldGroup>
);
