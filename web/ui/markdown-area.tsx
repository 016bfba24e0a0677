import { useState } from 'react';
import type { ReactNode } from 'react';
import { Field } from './field.tsx';
import type { FieldLook } from './field.tsx';
import { HtmlDocument } from './html-document.tsx';
import { t } from './strings.ts';
import { TextArea } from './text-field.tsx';
import styles from './field.module.css';

/**
 * Markdown, in the reading serif. `preview` asks the server for sanitized HTML; without one there is no preview.
 * `kept` says whether the draft is kept on this device (`useDraft` knows).
 */
export const MarkdownArea = (
  props: FieldLook & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly rows?: number;
    readonly placeholder?: string;
    readonly autoFocus?: boolean;
    readonly kept?: boolean | undefined;
    readonly preview?: (markdown: string) => Promise<string>;
  },
): ReactNode => {
  const [shown, setShown] = useState<string | null>(null);
  const { preview } = props;
  const show = async (): Promise<void> => {
    if (!preview) return;
    if (props.value.trim() === '') setShown(`<p>${t('emptyPreview')}</p>`);
    else setShown(await preview(props.value).catch(() => `<p>${t('previewFailed')}</p>`));
  };
  const side = preview && (
    <span className={styles.tabs}>
      <button type="button" className={styles.tab} aria-pressed={shown === null} onClick={() => setShown(null)}>
        {t('write')}
      </button>
      <button type="button" className={styles.tab} aria-pressed={shown !== null} onClick={() => void show()}>
        {t('preview')}
      </button>
    </span>
  );
  if (shown !== null)
    return (
      <Field {...props} side={side}>
        {(ids) => (
          <div className={styles.preview} id={ids.id} tabIndex={0} role="region" aria-label={t('preview')}>
            <HtmlDocument html={shown} />
          </div>
        )}
      </Field>
    );
  const foot = props.kept !== undefined && props.value !== '' && (
    <span className={styles.hint}>{t(props.kept ? 'kept' : 'notKept')}</span>
  );
  return <TextArea {...props} rows={props.rows ?? 6} document side={side} foot={foot} />;
};
