import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '#web/ui/button.tsx';
import { Done } from '#web/ui/notes.tsx';
import { packed } from '../trying/share.ts';
import { t } from './strings.ts';

/** The whole story in an address: nothing of it goes to the server. */
export const Share = ({ text }: { readonly text: string }): ReactNode => {
  const [shared, setShared] = useState<{ readonly text: string; readonly fine: boolean } | null>(null);
  const share = async (): Promise<void> => {
    const address = `/protocols/replay#story=${await packed(text)}`;
    history.replaceState(history.state, '', address);
    const done = (fine: boolean) => (): void => setShared({ text, fine });
    if (navigator.clipboard) navigator.clipboard.writeText(new URL(address, location.href).href).then(done(true), done(false));
    else done(false)();
  };
  return (
    <>
      <Button onClick={() => void share()}>{t('share')}</Button>
      <Done>{shared?.text === text && t(shared.fine ? 'shared' : 'notShared')}</Done>
    </>
  );
};
