import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Done } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './people-strings.ts';

/** Something to pass on, shown once: a link, a token. */
export const ToCopy = (props: {
  readonly label: string;
  readonly text: string;
  readonly hint?: ReactNode;
  readonly does: string;
}): ReactNode => {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    const done = (): void => setSaid(t('copied'));
    const failed = (): void => setSaid(t('copyFailed'));
    if (navigator.clipboard) navigator.clipboard.writeText(props.text).then(done, failed);
    else failed();
  };
  return (
    <>
      <TextField label={props.label} hint={props.hint} value={props.text} onChange={() => undefined} />
      <Buttons>
        <Button onClick={copy}>{props.does}</Button>
        <Done>{said}</Done>
      </Buttons>
    </>
  );
};
