import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { t } from './strings.ts';
import styles from './menu.module.css';

export type MenuItem = { readonly label: string; readonly tone?: 'stop' } & (
  | { readonly href: string }
  | { readonly act: () => void }
);

/** The rarer actions behind one button. Arrows, Home, End, first letters; Escape gives the focus back. */
export const Menu = (props: {
  readonly label?: string;
  readonly children?: ReactNode;
  /** Without an edge, in a line of text. */
  readonly quiet?: boolean;
  readonly items: readonly MenuItem[];
}): ReactNode => {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const wrap = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const show = (): void => {
    const box = wrap.current?.getBoundingClientRect();
    const element = menu.current;
    if (!box || !element) return;
    element.showPopover();
    const { offsetWidth: width, offsetHeight: height } = element;
    const below = box.bottom + 4 + height <= innerHeight || box.top < height + 12;
    element.style.left = `${Math.max(8, Math.min(box.right - width < 8 ? box.left : box.right - width, innerWidth - width - 8))}px`;
    element.style.top = `${below ? box.bottom + 4 : box.top - height - 4}px`;
    itemsOf(element)[0]?.focus();
  };
  const hide = (): void => {
    menu.current?.hidePopover();
    wrap.current?.querySelector('button')?.focus();
  };
  return (
    <span className={styles.wrap} ref={wrap}>
      <Button
        tone={props.quiet ? 'quiet' : 'plain'}
        label={props.label ?? t('more')}
        expanded={open}
        onClick={() => (open ? hide() : show())}
      >
        {props.children ?? '···'}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        className={styles.menu}
        aria-label={props.label ?? t('more')}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={(event) => walk(event, hide)}
      >
        {props.items.map((item) => {
          const look = classes(styles.item, item.tone && styles[item.tone]);
          return 'href' in item ? (
            <a
              key={item.label}
              role="menuitem"
              tabIndex={-1}
              className={look}
              href={item.href}
              onClick={() => menu.current?.hidePopover()}
            >
              {item.label}
            </a>
          ) : (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={look}
              onClick={() => {
                hide();
                item.act();
              }}
            >
              {item.label}
            </button>
          );
        })}
      </div>
    </span>
  );
};

const itemsOf = (menu: HTMLElement): readonly HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];

const walk = (event: KeyboardEvent<HTMLDivElement>, hide: () => void): void => {
  const items = itemsOf(event.currentTarget);
  const here = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) items.at(to >= items.length ? 0 : to)?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') hide();
  else if (/^\p{L}$/u.test(event.key))
    [...items.slice(here + 1), ...items]
      .find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))
      ?.focus();
  else return;
  if (event.key !== 'Tab') event.preventDefault();
  event.stopPropagation();
};
