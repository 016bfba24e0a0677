import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '#web/ui/button.tsx';
import { Done } from '#web/ui/notes.tsx';
import { t } from './strings.ts';

/** A text to take away: copied, or as a file. */
export const Taking = ({ text, file }: { readonly text: string; readonly file: string }): ReactNode => {
  const [copied, setCopied] = useState<{ readonly text: string; readonly fine: boolean } | null>(null);
  const copy = (): void => {
    const done = (fine: boolean) => (): void => setCopied({ text, fine });
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done(true), done(false));
    else done(false)();
  };
  const download = (): void => {
    const href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
    const link = document.createElement('a');
    link.href = href;
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  };
  return (
    <>
      <Button onClick={copy}>{t('copy')}</Button>
      <Button onClick={download}>{t('download')}</Button>
      <Done>{copied?.text === text && t(copied.fine ? 'copied' : 'notCopied')}</Done>
    </>
  );
};
