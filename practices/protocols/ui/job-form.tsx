import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './job-strings.ts';

/** What one asks for that takes a while: its fields, what is wrong beside them, and one button. */
export const JobForm = (props: {
  readonly onBegin: () => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Fields that say themselves what is wrong with them. */
  readonly shown: readonly string[];
  readonly does: string;
  readonly children: ReactNode;
}): ReactNode => (
  <form
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      props.onBegin();
    }}
  >
    {props.children}
    <ErrorNote problem={props.problem} shown={props.shown} />
    <Buttons>
      <Button type="submit" tone="primary" busy={props.busy}>
        {props.does}
      </Button>
    </Buttons>
  </form>
);

/** How many of something, between two bounds. */
export const CountField = (props: {
  readonly label: string;
  readonly hint?: string;
  readonly from: number;
  readonly to: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: Problem | null;
  /** Its place in what is sent: `/days`. */
  readonly field: string;
}): ReactNode => (
  <TextField
    label={props.label}
    {...(props.hint === undefined ? {} : { hint: props.hint })}
    type="number"
    min={props.from}
    max={props.to}
    narrow
    value={props.value}
    onChange={props.onChange}
    error={fieldError(props.problem, props.field)}
  />
);

interface Earlier {
  readonly id: string;
  readonly title: string;
  readonly state: 'waiting' | 'working' | 'done' | 'cancelled' | 'failed';
  readonly createdAt: string;
}

/** Those that one asked for before; nothing where there are none. */
export const EarlierJobs = (props: {
  readonly title: string;
  /** Where one is looked at, without its id. */
  readonly at: string;
  readonly items: readonly Earlier[];
}): ReactNode => {
  const { title, at, items } = props;
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <Rows label={title}>
        {items.map((one) => (
          <Row
            key={one.id}
            title={one.title}
            href={`${at}?of=${one.id}`}
            right={t(one.state)}
            under={<LocalTime at={one.createdAt} />}
            quiet
          />
        ))}
      </Rows>
    </Section>
  );
};
