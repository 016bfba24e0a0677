import { useEffect, useEffectEvent, useId, useImperativeHandle, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { Button, Buttons } from './button.tsx';
import { classes } from './classes.ts';
import type { FieldLook } from './field.tsx';
import { Note, Skeleton } from './notes.tsx';
import { previewWay } from './preview.ts';
import { Progress } from './progress.tsx';
import { t as kit } from './strings.ts';
import { TextArea } from './text-field.tsx';
import type { FindPages } from './writing/menus.ts';
import { Preview } from './writing/preview.tsx';
import type { Going, Keep } from './writing/receiving.ts';
import { t } from './writing/strings.ts';
import type { openSurface, plainSource, Source, Surface } from './writing/surface.ts';
import { Tools, type Tool } from './writing/tools.tsx';
import field from './field.module.css';
import styles from './markdown-editor.module.css';

interface Way {
  readonly openSurface: typeof openSurface;
  readonly plainSource: typeof plainSource;
}

let loading: Promise<Way> | null = null;
const way = (): Promise<Way> =>
  (loading ??= import('./writing/surface.ts').catch((error: unknown) => {
    loading = null;
    throw error;
  }));

/** Larger texts are handed out when their writer pauses, ms. */
const LARGE = 100_000;
const PAUSE = 300;
const BESIDE = '(min-width: 1200px)';

export interface EditorHandle {
  readonly text: () => string;
  readonly focus: () => void;
  readonly showLine: (line: number) => void;
}

/**
 * Markdown for pages: CodeMirror with a toolbar, a slash menu, links to pages (`findPages`), pictures (`keep`) and the preview beside it, or as a tab
 * where there is no room. Loaded when it is first shown; where it cannot be, a plain text area, or, for a live text, a word about it. `value` from outside replaces the text.
 */
export const MarkdownEditor = (
  props: FieldLook & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** A live text instead: `value` is then only told. Another one begins anew. */
    readonly source?: Source | undefined;
    readonly placeholder?: string;
    readonly findPages?: FindPages;
    readonly keep?: Keep;
    /** How this text will be shown; left out: as Markdown anywhere. */
    readonly preview?: (markdown: string) => Promise<string>;
    readonly readOnly?: boolean;
    readonly autoFocus?: boolean;
    readonly kept?: boolean | undefined;
    /** At the end of the line below: where it is kept, who else writes. */
    readonly foot?: ReactNode;
    /** What a screen may ask of the text. */
    readonly handle?: Ref<EditorHandle>;
  },
): ReactNode => {
  const { value, source, label, error, readOnly = false } = props;
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const surface = useRef<Surface | null>(null);
  const [state, setState] = useState<'loading' | 'open' | 'failed'>('loading');
  const [fault, setFault] = useState<string | null>(null);
  const [going, setGoing] = useState<Going | null>(null);
  const [shows, setShows] = useState<'text' | 'preview'>('text');
  const [beside, setBeside] = useState(() => matchMedia(BESIDE).matches && localStorage.getItem(ALONE) === null);
  /** What was handed out and has not come back yet, the newest last: fast typing is ahead of what is drawn. */
  const given = useRef([value]);
  const late = useRef<ReturnType<typeof setTimeout> | null>(null);

  const handOut = useEffectEvent((text: string): void => {
    if (source === undefined) given.current.push(text);
    else given.current = [text];
    props.onChange(text);
  });
  const flush = useEffectEvent((): void => {
    if (late.current === null) return;
    clearTimeout(late.current);
    late.current = null;
    if (surface.current) handOut(surface.current.text());
  });
  const open = useEffectEvent((made: Way): (() => void) => {
    const element = host.current;
    if (!element) return () => undefined;
    const opened = made.openSurface(element, {
      source: source ?? made.plainSource(value),
      placeholder: props.placeholder ?? '',
      findPages: props.findPages ?? null,
      keep: props.keep ?? null,
      choose: props.keep ? () => picker.current?.click() : null,
      onFault: setFault,
      onGoing: setGoing,
      onLeave: () => flush(),
      onText: (text) => {
        setFault(null);
        if ((given.current.at(-1)?.length ?? 0) < LARGE) return handOut(text());
        if (late.current !== null) clearTimeout(late.current);
        late.current = setTimeout(() => flush(), PAUSE);
      },
    });
    surface.current = opened;
    given.current = [source?.text ?? value];
    setState('open');
    if (props.autoFocus) opened.focus();
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
  }, [source]);
  useEffect(() => {
    surface.current?.tell({
      label,
      description: [error?.message, t('leave')].filter(Boolean).join(' '),
      invalid: Boolean(error),
      readOnly,
    });
  }, [label, error, readOnly, state]);
  useEffect(() => {
    if (source !== undefined) return;
    const at = given.current.lastIndexOf(value);
    if (at >= 0) given.current.splice(0, at);
    else {
      given.current = [value];
      surface.current?.replace(value);
    }
  }, [value, source]);
  useEffect(() => {
    const room = matchMedia(BESIDE);
    const look = (): void => setBeside(room.matches && localStorage.getItem(ALONE) === null);
    room.addEventListener('change', look);
    return () => room.removeEventListener('change', look);
  }, []);
  useImperativeHandle(
    props.handle,
    () => ({
      text: () => surface.current?.text() ?? given.current.at(-1) ?? '',
      focus: () => surface.current?.focus(),
      showLine: (line) => surface.current?.showLine(line),
    }),
    [],
  );

  const how = props.preview ?? previewWay();
  if (state === 'failed' && source === undefined)
    return (
      <TextArea
        {...props}
        rows={20}
        document
        foot={props.kept !== undefined && <span>{kit(props.kept ? 'kept' : 'notKept')}</span>}
      />
    );
  const side = beside && how !== null;
  const act = (name: Tool): void => {
    if (name === 'picture') picker.current?.click();
    else if (name === 'find') surface.current?.find();
    else surface.current?.act(name);
  };
  const show = (what: 'text' | 'preview'): void => {
    setShows(what);
    if (what === 'text') surface.current?.focus();
  };
  const turn = (): void => {
    if (beside) localStorage.setItem(ALONE, '1');
    else localStorage.removeItem(ALONE);
    setBeside(!beside);
  };
  return (
    <div className={classes(field.field, styles.field, side && styles.beside)}>
      <div className={field.labelLine}>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- as a label does; the text itself takes the focus by keys */}
        <span className={field.label} id={id} onClick={() => surface.current?.focus()}>
          {label}
        </span>
        {how && (
          <span className={field.tabs}>
            <span className={styles.narrowOnly}>
              <button type="button" className={field.tab} aria-pressed={shows === 'text'} onClick={() => show('text')}>
                {t('write')}
              </button>
              <button type="button" className={field.tab} aria-pressed={shows === 'preview'} onClick={() => show('preview')}>
                {t('preview')}
              </button>
            </span>
            <button type="button" className={classes(field.tab, styles.wideOnly)} aria-pressed={beside} onClick={turn}>
              {t('beside')}
            </button>
          </span>
        )}
      </div>
      <div className={styles.panes}>
        <div className={classes(styles.pane, error && styles.invalid)} hidden={!side && shows === 'preview'}>
          {!readOnly && <Tools act={act} picture={props.keep !== undefined} />}
          {state === 'loading' && (
            <div className={styles.loading} aria-label={t('loading')}>
              <Skeleton />
            </div>
          )}
          {state === 'failed' && (
            <div className={styles.loading}>
              <Note>{t('notLoaded')}</Note>
              {/* Browsers keep it in mind that a module could not be fetched: only a new page asks for it again. */}
              <Buttons>
                <Button onClick={() => location.reload()}>{t('loadAgain')}</Button>
              </Buttons>
            </div>
          )}
          <div ref={host} className={styles.host} />
        </div>
        {how && (side || shows === 'preview') && <Preview text={value} how={how} />}
      </div>
      {props.keep && (
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('picture')}
          onChange={(event) => {
            surface.current?.receive([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      )}
      {going && <Progress label={t('uploading', { name: going.name })} done={Math.round(going.part * 100)} total={100} />}
      {(error ?? fault) && (
        <p className={field.error} role={fault === null ? undefined : 'alert'}>
          {error
            ? `${error.message} ${error.accepted === undefined ? '' : kit('accepted', { accepted: error.accepted })}`
            : fault}
        </p>
      )}
      <div className={field.foot}>
        <span className={field.hint}>{props.hint}</span>
        {props.foot !== undefined ? (
          <span className={field.hint}>{props.foot}</span>
        ) : (
          props.kept !== undefined && value !== '' && <span className={field.hint}>{kit(props.kept ? 'kept' : 'notKept')}</span>
        )}
      </div>
    </div>
  );
};

/** Whoever wants no preview beside the text. */
const ALONE = 'proceed:editor-alone';
