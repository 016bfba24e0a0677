import { useState } from 'react';
import type { ReactNode } from 'react';
import { Checkbox, RadioGroup } from '#web/ui/choice-field.tsx';
import { setSingleKeys, singleKeysOn } from '#web/ui/keys.ts';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { chooseTheme, chosenTheme } from '#web/ui/theme.ts';
import { SettingsPage } from './settings-page.tsx';
import { t } from './settings-strings.ts';

/** Colours and keys, kept on this device. */
export const Screen = (): ReactNode => {
  const [theme, setTheme] = useState<'system' | 'light' | 'dark'>(() => chosenTheme() ?? 'system');
  const [keys, setKeys] = useState(singleKeysOn);
  return (
    <SettingsPage view="appearance">
      <Section title={t('theme')} bare>
        <RadioGroup
          label={t('lightOrDark')}
          value={theme}
          options={[
            { value: 'system', label: t('system') },
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
          ]}
          onChange={(to) => {
            setTheme(to);
            chooseTheme(to === 'system' ? null : to);
          }}
        />
      </Section>
      <Section title={t('keyboard')} bare>
        <Checkbox
          label={t('keyboardLabel')}
          hint={t('keyboardHint', { chord: '⌘K / Ctrl K' })}
          checked={keys}
          onChange={(on) => {
            setKeys(on);
            setSingleKeys(on);
          }}
        />
      </Section>
      <Note>{t('onThisDevice')}</Note>
    </SettingsPage>
  );
};
