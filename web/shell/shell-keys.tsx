import type { ReactNode } from 'react';
import { go } from '../ui/go.ts';
import { useKey } from '../ui/keys.ts';
import type { NavigationItem, PaletteCommand } from '../ui/screens.ts';
import { commands, navigation } from './screens.ts';
import { t } from './strings.ts';

/** Does what a line of the palette says. */
export const perform = (command: PaletteCommand): void => ('href' in command ? go(command.href) : command.run());

/** `g t` for Today, and the keys of commands. */
export const ShellKeys = (): ReactNode => (
  <>
    {navigation.map((item) => (
      <GoKey key={item.href} item={item} />
    ))}
    {commands.map((command) => (
      <CommandKey key={command.id} command={command} />
    ))}
  </>
);

const GoKey = ({ item }: { readonly item: NavigationItem }): ReactNode => {
  useKey(item.key === undefined ? undefined : `g ${item.key}`, t('goTo', { place: item.label }), () => go(item.href));
  return null;
};

const CommandKey = ({ command }: { readonly command: PaletteCommand }): ReactNode => {
  useKey(command.key, command.label, () => perform(command));
  return null;
};
