import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { Skeleton } from './notes.tsx';
import { t } from './strings.ts';
import { TextArea } from './text-field.tsx';
import type { Fault, openSurface, Suggest, Surface } from './coding/surface.ts';
import styles from './code-editor.module.css';

export type { Fault, Suggest, Suggestion } from './coding/surface.ts';

export interface CodeEditorHandle {
  readonly show: (line: number, column: number) => void;
}

let loading: Promise<{ readonly openSurface: typeof openSurface }> | null = null;
const way = (): NonNullable<typeof loading> =>
  (loading ??= import('./coding/surface.ts').catch((error: unknown) => {
    loading = null;
    throw error;
  }));

/** The text is handed out when its writer pauses, ms: a key costs no more than the letter that it writes. */
const PAUSE = 150;

/**
 * YAML, with what may stand at a place offered (`suggest`) and what is wrong underlined and listed (`faults`); the list is walked with Tab,
 * F8 goes to the next from inside. Loaded when it is first shown; where it cannot be, a plain text area. `value` from outside replaces the text.
 */
export const CodeEditor = (props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly faults: readonly Fault[];
  readonly suggest?: Suggest;
  /** Said where nothing is wrong: "It is well." */
  readonly well?: ReactNode;
  readonly handle?: Ref<CodeEditorHandle>;
}): ReactNode => {
  const { value, label, faults } = props;
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface | null>(null);
  const given = useRef(value);
  const [state, setState] = useState<'loading' | 'open' | 'failed'>('loading');
  const handOut = useEffectEvent((text: string): void => {
    given.current = text;
    props.onChange(text);
  });
  const late = useRef<ReturnType<typeof setTimeout> | null>(null);
  const flush = useEffectEvent((): void => {
    if (late.current === null) return;
    clearTimeout(late.current);
    late.current = null;
    if (surface.current) handOut(surface.current.text());
  });
  const suggest = useEffectEvent(() => props.suggest);
  const open = useEffectEvent((made: { readonly openSurface: typeof openSurface }): (() => void) => {
    if (!host.current) return () => undefined;
    const opened = made.openSurface(host.current, {
      text: value,
      label,
      description: t('codeKeys'),
      suggest: () => suggest(),
      onText: () => {
        if (late.current !== null) clearTimeout(late.current);
        late.current = setTimeout(() => flush(), PAUSE);
      },
      onLeave: () => flush(),
    });
    surface.current = opened;
    given.current = value;
    setState('open');
    return () => {
      flush();
      surface.current = null;
      opened.close();
    };
  });
  useEffect(() => {
    let close: (() => void) | null = null;
    let gone = false;
    way().then(
      (made) => {
        if (!gone) close = open(made);
      },
      () => setState('failed'),
    );
    return () => {
      gone = true;
      close?.();
    };
  }, []);
  useEffect(() => {
    if (value === given.current) return;
    given.current = value;
    surface.current?.replace(value);
  }, [value]);
  useEffect(() => surface.current?.tell(faults), [faults, state]);
  const show = (line: number, column: number): void => surface.current?.show(line, column);
  useImperativeHandle(props.handle, () => ({ show }), []);
  return (
    <div className={styles.editor}>
      {state === 'failed' ? (
        <TextArea label={label} value={value} onChange={props.onChange} rows={20} />
      ) : (
        <div className={styles.box}>
          {state === 'loading' && (
            <div className={styles.loading}>
              <Skeleton />
            </div>
          )}
          <div ref={host} />
        </div>
      )}
      <Faults faults={faults} show={show} well={props.well} />
    </div>
  );
};

const MOST = 30;

const Faults = (props: {
  readonly faults: readonly Fault[];
  readonly show: (line: number, column: number) => void;
  readonly well: ReactNode;
}): ReactNode => {
  const { faults, show } = props;
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const warnings = faults.length - errors;
  const count = [errors > 0 && t('faults', { n: errors }), warnings > 0 && t('warnings', { n: warnings })]
    .filter(Boolean)
    .join(', ');
  return (
    <div className={styles.foot}>
      <p role="status" className={errors > 0 ? styles.wrong : styles.well}>
        {faults.length === 0 ? props.well : count}
      </p>
      {faults.length > 0 && (
        <ul className={styles.faults} aria-label={t('faultList')}>
          {faults.slice(0, MOST).map((fault, index) => (
            <li key={index}>
              <button type="button" className={styles.fault} onClick={() => show(fault.line, fault.column)}>
                <span className={fault.severity === 'error' ? styles.place : styles.softPlace}>
                  {t('faultAt', { line: fault.line, column: fault.column })}
                </span>
                <span>{fault.message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {faults.length > MOST && <p className={styles.well}>{t('moreFaults', { n: faults.length - MOST })}</p>}
    </div>
  );
};
