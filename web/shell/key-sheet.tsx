import { useState } from 'react';
import type { ReactNode } from 'react';
import { Checkbox } from '../ui/choice-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { boundKeys, setSingleKeys, singleKeysOn } from '../ui/keys.ts';
import { t } from './strings.ts';
import styles from './key-sheet.module.css';

/** Every key that does something here and now. */
export const KeySheet = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const [on, setOn] = useState(singleKeysOn);
  const [bound] = useState(() => [
    ...new Map(
      boundKeys()
        .toReversed()
        .map((binding) => [binding.keys, binding]),
    ).values(),
  ]);
  return (
    <Dialog title={t('keys')} open wide onClose={onClose}>
      <dl className={styles.list}>
        {bound.map((binding) => (
          <div key={binding.keys} className={styles.line}>
            <dt>{binding.label}</dt>
            <dd>
              <KeyHint keys={binding.keys} always />
              <span className="visually-hidden">{binding.keys}</span>
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t('singleKeys')}
        hint={`${t('typing')} ${t('singleKeysHint', { chord: '⌘K / Ctrl K' })}`}
        checked={on}
        onChange={(to) => {
          setSingleKeys(to);
          setOn(to);
        }}
      />
    </Dialog>
  );
};
