import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FieldError } from './field.tsx';
import { Button, ButtonLink } from './button.tsx';
import { t } from './strings.ts';
import styles from './notes.module.css';

/** The parts of a problem (RFC 9457) that people read. `Problem` of the API client is one. */
export interface ProblemLike {
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly field?: string | undefined;
  readonly accepted?: string | undefined;
  /** Every field at fault, where there are several. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly accepted?: string }[];
}

/** Nothing here: what would be here, and what to do. */
export const EmptyState = (props: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactNode => (
  <div className={styles.empty}>
    <p className={styles.emptyTitle}>{props.title}</p>
    {props.children && <div className={styles.emptyText}>{props.children}</div>}
    {props.actions && <div className={styles.emptyActions}>{props.actions}</div>}
  </div>
);

/**
 * What happened, what was kept, what to do. Says nothing where a field already shows it (`shown`: the pointers of a form's fields).
 * Heard at once by those who hear the page. In a form whose fields show it, the first of them is gone to: it may be out of sight.
 */
export const ErrorNote = (props: {
  readonly problem: ProblemLike | null | undefined;
  readonly kept?: string;
  readonly retry?: () => void;
  readonly shown?: readonly string[];
}): ReactNode => {
  const { problem } = props;
  const here = useRef<HTMLSpanElement>(null);
  const byFields = problem ? saidByFields(problem, props.shown ?? []) : false;
  useEffect(() => {
    if (byFields) here.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [byFields, problem]);
  if (!problem) return null;
  if (byFields) return <span ref={here} hidden />;
  // What was to be read is not there: no alarm, and nothing to try again.
  if (props.retry && isAbsent(problem))
    return (
      <div role="alert">
        <EmptyState
          title={problem.code === 'not-found' && problem.detail ? problem.detail.replace(/\.$/, '') : t('nothingThere')}
          actions={<ButtonLink href="/search">{t('lookForIt')}</ButtonLink>}
        >
          {t('nothingThereWhy')}
        </EmptyState>
      </div>
    );
  const offline = problem.code === 'offline';
  const title = offline ? t('offline') : problem.title || t('somethingWrong');
  const detail = offline ? t(props.retry ? 'offlineUnread' : 'offlineDetail') : problem.detail;
  return (
    <div className={styles.error} role="alert">
      <p className={styles.errorTitle}>{title}</p>
      {detail && detail !== title && <p className={styles.errorText}>{detail}</p>}
      {problem.field !== undefined && !IN_THE_LINK.test(problem.field) && (
        <p className={styles.errorText}>
          {t('fieldAtFault', { field: problem.field.replace(/^\//, '').replaceAll('/', ' › ') })}
        </p>
      )}
      {isReadable(problem.accepted) && <p className={styles.errorText}>{t('accepted', { accepted: problem.accepted })}</p>}
      {props.kept !== undefined && <p className={styles.errorText}>{props.kept}</p>}
      {props.retry && (
        <div className={styles.errorActions}>
          <Button onClick={props.retry}>{t('tryAgain')}</Button>
        </div>
      )}
    </div>
  );
};

/** What came with the link that was opened: nobody typed it, so its name would tell nobody anything. */
const IN_THE_LINK = /^\/(?:params|token)\b/;

/** An address of something that is not there, or of nothing that could be. */
const isAbsent = ({ code, field }: ProblemLike): boolean =>
  code === 'not-found' || (code === 'invalid-request' && field?.startsWith('/params') === true);

const faultsOf = (problem: ProblemLike): NonNullable<ProblemLike['errors']> => {
  if (problem.errors && problem.errors.length > 0) return problem.errors;
  if (problem.field === undefined) return [];
  const detail = problem.detail || problem.title || t('somethingWrong');
  return [{ pointer: problem.field, detail, ...(problem.accepted === undefined ? {} : { accepted: problem.accepted }) }];
};

const saidByFields = (problem: ProblemLike, shown: readonly string[]): boolean => {
  const faults = faultsOf(problem);
  return faults.length > 0 && faults.every((fault) => shown.includes(fault.pointer));
};

/** The part of a problem that belongs to one field, by its JSON pointer: `fieldError(problem, '/title')`. */
export const fieldError = (problem: ProblemLike | null | undefined, pointer: string): FieldError | undefined => {
  const fault = problem && faultsOf(problem).find((one) => one.pointer === pointer);
  if (!fault) return undefined;
  const { detail, accepted } = fault;
  return { message: sentenceOf(detail), accepted: isReadable(accepted) && !detail.includes(accepted) ? accepted : undefined };
};

/** What programs are told (JSON, a pattern) says nothing to people; the sentence before it does. */
const isReadable = (accepted: string | undefined): accepted is string => accepted !== undefined && !/^[[{/]/.test(accepted);

/** What is told beside its pointer ("must not be empty") has no name and no full stop; below a field's label it is a sentence. */
const sentenceOf = (detail: string): string =>
  `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}${/[.!?…]$/.test(detail) ? '' : '.'}`;

/** Where something is about to be; nothing for the first 200 ms. */
export const Skeleton = (props: { readonly lines?: number; readonly title?: boolean }): ReactNode => (
  <div className={styles.skeleton} role="status" aria-label={t('loading')}>
    {props.title && <div className={`${styles.bar} ${styles.title}`} />}
    {Array.from({ length: props.lines ?? 6 }, (_, index) => (
      <div key={index} className={styles.bar} />
    ))}
  </div>
);

/** Says in place that it is done, instead of a toast: "Kept", "Sent". Empty says nothing and keeps its ear. */
export const Done = (props: { readonly children?: ReactNode }): ReactNode => (
  <span className={styles.done} role="status">
    {props.children}
  </span>
);

/** A soft word beside an action: "Silence counts as consent." */
export const Note = (props: { readonly children: ReactNode }): ReactNode => <p className={styles.note}>{props.children}</p>;

/** Written offline: "Will be sent when the network is back." */
export const WillBeSent = (): ReactNode => (
  <span className={styles.waits} role="status">
    {t('sent')}
  </span>
);
