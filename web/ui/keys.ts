import { useEffect, useEffectEvent } from 'react';

/** A key or two in a row (`a`, `g d`, `?`, `mod+k`) and what it does. */
export interface KeyBinding {
  readonly keys: string;
  readonly label: string;
  readonly act: () => void;
}

const bindings: KeyBinding[] = [];
const OFF = 'proceed:single-keys-off';

/** All that is bound now, the newest first; the list of keys shows it. */
export const boundKeys = (): readonly KeyBinding[] => bindings.toReversed();

/** Single keys can be turned off, for people who speak to their computer (WCAG 2.1.4). Chords stay. */
export const singleKeysOn = (): boolean => localStorage.getItem(OFF) === null;
export const setSingleKeys = (on: boolean): void => (on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'));

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [role=combobox], [role=menu] *'));

/** What was pressed, in the words of a binding. Shift is part of the character (`?`), not of the name. */
const nameOf = (event: KeyboardEvent): string =>
  (event.metaKey || event.ctrlKey) && !event.altKey ? `mod+${event.key.toLowerCase()}` : event.key;

let first: { readonly key: string; readonly at: number } | null = null;
const WITHIN = 1200;

const press = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  const chord = name.startsWith('mod+');
  if (!chord && (typing(event.composedPath()[0] ?? null) || !singleKeysOn() || document.querySelector('dialog[open]'))) return;
  const pair = first && event.timeStamp - first.at < WITHIN ? `${first.key} ${name}` : null;
  const binding = bindings.findLast((one) => one.keys === pair) ?? bindings.findLast((one) => one.keys === name);
  first = null;
  if (binding) {
    event.preventDefault();
    binding.act();
  } else if (!chord && bindings.some((one) => one.keys.startsWith(`${name} `))) first = { key: name, at: event.timeStamp };
};

const bind = (binding: KeyBinding): (() => void) => {
  if (bindings.length === 0) document.addEventListener('keydown', press);
  bindings.push(binding);
  return () => {
    bindings.splice(bindings.indexOf(binding), 1);
    if (bindings.length === 0) document.removeEventListener('keydown', press);
  };
};

/**
 * Does something at a key, wherever the focus is, except while somebody types or a dialog is open. The newest binding of a key wins.
 * `label` is what the list of keys says. Undefined keys bind nothing.
 */
export const useKey = (keys: string | undefined, label: string, act: () => void): void => {
  const latest = useEffectEvent(act);
  useEffect(() => (keys === undefined ? undefined : bind({ keys, label, act: () => latest() })), [keys, label]);
};

/** j and k walk the rows of all lists under `root`, in the order in which one reads them; Enter follows the row's link. */
export const useListKeys = (label: { readonly next: string; readonly previous: string }, root = 'main'): void => {
  useKey('j', label.next, () => step(root, 1));
  useKey('k', label.previous, () => step(root, -1));
};

const step = (root: string, by: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>(`${root} [data-row]`)];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[here === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + by))];
  const target = row?.querySelector<HTMLElement>('a[href], button') ?? row;
  if (target && target === row) row.tabIndex = -1;
  target?.focus();
  row?.scrollIntoView({ block: 'nearest' });
};
