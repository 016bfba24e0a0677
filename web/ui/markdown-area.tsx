import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FieldLook } from './field.tsx';
import { HtmlDocument } from './html-document.tsx';
import { previewWay } from './preview.ts';
import { t } from './strings.ts';
import { useSuggesting } from './suggesting/suggesting.tsx';
import { TextArea } from './text-field.tsx';
import styles from './field.module.css';

/** What is shown instead of the text, and of which text it was made: of another one it says nothing. */
interface Shown {
  readonly of: string;
  readonly html: string | null;
  readonly word: string | null;
}

/**
 * Markdown, in the reading serif, how it will be shown (`previewBy`), and who and what may be named in it (`suggestBy`). `kept` says whether the draft is kept on this device (`useDraft`
 * knows).
 */
export const MarkdownArea = (
  props: FieldLook & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly rows?: number;
    readonly placeholder?: string;
    readonly autoFocus?: boolean;
    readonly kept?: boolean | undefined;
  },
): ReactNode => {
  const { value } = props;
  const suggesting = useSuggesting(value);
  const [shown, setShown] = useState<Shown | null>(null);
  const wanted = useRef<string | null>(null);
  const preview = previewWay();
  const write = (): void => {
    wanted.current = null;
    setShown(null);
  };
  const show = async (): Promise<void> => {
    if (!preview) return;
    wanted.current = value;
    if (value.trim() === '') return setShown({ of: value, html: null, word: t('emptyPreview') });
    const next = await preview(value).then(
      (html) => ({ of: value, html, word: null }),
      () => ({ of: value, html: null, word: t('previewFailed') }),
    );
    // Whoever went on writing meanwhile is not taken away from it.
    if (wanted.current === value) setShown(next);
  };
  const now = shown?.of === value ? shown : null;
  const side = preview && (
    <span className={styles.tabs}>
      <button type="button" className={styles.tab} aria-pressed={now === null} onClick={write}>
        {t('write')}
      </button>
      <button type="button" className={styles.tab} aria-pressed={now !== null} onClick={() => void show()}>
        {t('preview')}
      </button>
    </span>
  );
  const foot = props.kept !== undefined && value !== '' && (
    <span className={styles.hint}>{t(props.kept ? 'kept' : 'notKept')}</span>
  );
  const instead = now && (
    <div className={styles.preview} tabIndex={0} role="region" aria-label={t('preview')}>
      {now.html === null ? <p className={styles.hint}>{now.word}</p> : <HtmlDocument html={now.html} />}
    </div>
  );
  return (
    <TextArea {...props} rows={props.rows ?? 6} document side={side} foot={foot} instead={instead} suggesting={suggesting} />
  );
};
