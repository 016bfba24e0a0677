import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { HtmlDocument } from '../html-document.tsx';
import { t } from './strings.ts';
import field from '../field.module.css';
import styles from '../markdown-editor.module.css';

const SOON = 350;
const RETRY = 5_000;

/** How a text will be shown, a moment after its writer pauses: the longer the last one took, the longer. What was shown stays until then. */
export const Preview = ({
  text,
  how,
}: {
  readonly text: string;
  readonly how: (markdown: string) => Promise<string>;
}): ReactNode => {
  const [shown, setShown] = useState<{ readonly html: string | null; readonly behind: boolean }>({ html: null, behind: false });
  const took = useRef(0);
  const way = useRef(how);
  useEffect(() => {
    way.current = how;
  });
  useEffect(() => {
    let stale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = async (): Promise<void> => {
      const began = performance.now();
      const html = text.trim() === '' ? '' : await way.current(text).catch(() => null);
      took.current = Math.min(performance.now() - began, 3_000);
      if (stale) return;
      setShown((before) => (html === null ? { ...before, behind: true } : { html, behind: false }));
      if (html === null) timer = setTimeout(() => void show(), RETRY);
    };
    timer = setTimeout(() => void show(), took.current === 0 ? 0 : Math.max(SOON, 3 * took.current));
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text]);
  const { html, behind } = shown;
  return (
    <div className={styles.preview} tabIndex={0} role="region" aria-label={t('preview')}>
      {behind && <p className={field.hint}>{t(html === null ? 'previewFailed' : 'outdated')}</p>}
      {html === '' && <p className={field.hint}>{t('emptyPreview')}</p>}
      {html !== null && html !== '' && <HtmlDocument html={html} />}
    </div>
  );
};
