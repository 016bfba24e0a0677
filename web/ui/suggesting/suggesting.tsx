import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject, TextareaHTMLAttributes } from 'react';
import { classes } from '../classes.ts';
import { Option } from '../combobox.tsx';
import { KindPicture } from '../kind-picture.tsx';
import { t } from '../strings.ts';
import { begunAt, type Begun } from './begun.ts';
import { boxAt } from './caret.ts';
import { fitting, prepareSuggestions, putIn, suggestionsFor, type Suggestion } from './offers.ts';
import { placed } from './place.ts';
import combobox from '../combobox.module.css';
import styles from './suggesting.module.css';

/** What a field that suggests is given: what it takes, and what stands behind it. */
export interface Suggesting {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly takes: TextareaHTMLAttributes<HTMLTextAreaElement>;
  /** After what was typed has been handed out. */
  readonly onTyped: () => void;
  /** True: the key was meant for the list. */
  readonly onKey: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  readonly list: ReactNode;
}

interface Offered {
  readonly begun: Begun;
  /** The text in which it is begun: of another one this says nothing. */
  readonly text: string;
  readonly found: readonly Suggestion[];
  readonly active: number;
}

/**
 * People for `@`, artifacts for `#`, while somebody types in a field of Markdown. The field stays a text box: the list is heard by the option that is
 * active in it. Keys that belong to an input method are left to it.
 */
export const useSuggesting = (value: string): Suggesting => {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = useRef<AbortController | null>(null);
  /** Where a list was closed by Escape, or something was taken: nothing more is offered for that sign. */
  const done = useRef<number | null>(null);
  const [offered, setOffered] = useState<Offered | null>(null);
  const open = offered !== null && offered.text === value && offered.found.length > 0 ? offered : null;

  const close = (): void => {
    asking.current?.abort();
    setOffered(null);
  };
  const begunHere = (): Begun | null => {
    const element = field.current;
    if (!element || element.selectionStart !== element.selectionEnd) return null;
    return begunAt(element.value, element.selectionStart);
  };
  const onTyped = (): void => {
    asking.current?.abort();
    const begun = begunHere();
    if (begun === null || begun.from !== done.current) done.current = null;
    if (begun === null || done.current !== null) return setOffered(null);
    const text = field.current?.value ?? '';
    // What was found for fewer letters stays while it fits, so that the list does not flicker.
    setOffered((now) => {
      const same = now !== null && now.begun.from === begun.from && now.begun.sign === begun.sign;
      return { begun, text, found: same ? fitting(now.found, begun) : [], active: 0 };
    });
    const stop = new AbortController();
    asking.current = stop;
    void suggestionsFor(begun, stop.signal).then((found) => {
      if (stop.signal.aborted) return;
      setOffered((now) => {
        const chosen = now?.found[now.active]?.insert;
        const active = Math.max(0, now !== null && now.active > 0 ? found.findIndex(({ insert }) => insert === chosen) : 0);
        return found.length === 0 ? null : { begun, text, found, active };
      });
    });
  };
  const take = (one: Suggestion | undefined): void => {
    const element = field.current;
    if (!one || !open || !element) return;
    const { from, to } = open.begun;
    close();
    element.focus();
    element.setSelectionRange(from, to);
    done.current = from;
    // As if it were typed, so that it can be undone.
    const words = putIn(one, element.value.slice(to, to + 1));
    if (!document.execCommand('insertText', false, words)) {
      element.setRangeText(words, from, to, 'end');
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
    done.current = from;
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    // 229: an input method takes the key; Safari says it so for the one that ends its words.
    if (!open || event.nativeEvent.isComposing || event.keyCode === 229) return false;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const last = open.found.length - 1;
    const { active } = open;
    if (event.key === 'ArrowDown') setOffered({ ...open, active: active >= last ? 0 : active + 1 });
    else if (event.key === 'ArrowUp') setOffered({ ...open, active: active <= 0 ? last : active - 1 });
    else if (event.key === 'Enter' || event.key === 'Tab') take(open.found[active]);
    else if (event.key === 'Escape') {
      done.current = open.begun.from;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  useEffect(() => () => asking.current?.abort(), []);
  return {
    field,
    onTyped,
    onKey,
    takes: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open ? `${id}-${open.active}` : undefined,
      onFocus: prepareSuggestions,
      onBlur: close,
      // The caret went elsewhere.
      onSelect: () => offered !== null && begunHere()?.from !== offered.begun.from && close(),
    },
    list: (
      <>
        {open && (
          <List
            id={id}
            offered={open}
            field={field}
            onPoint={(active) => setOffered({ ...open, active })}
            onTake={(index) => take(open.found[index])}
          />
        )}
        <span className="visually-hidden" role="status">
          {open ? t('suggested', { n: open.found.length }) : ''}
        </span>
      </>
    ),
  };
};

const TALLEST = 292;

const List = (props: {
  readonly id: string;
  readonly offered: Offered;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onPoint: (index: number) => void;
  readonly onTake: (index: number) => void;
}): ReactNode => {
  const { id, offered, field } = props;
  const { begun, found, active } = offered;
  const list = useRef<HTMLUListElement>(null);
  const place = useEffectEvent((): void => {
    const element = list.current;
    const { visualViewport: sight } = window;
    if (!element || !field.current || !sight) return;
    // Over all that lies on the page, and never cut by what it stands in.
    if (!element.matches(':popover-open')) element.showPopover();
    element.style.maxHeight = `${TALLEST}px`;
    const { offsetLeft: left, offsetTop: top, width, height } = sight;
    const box = placed(boxAt(field.current, begun.from), element.offsetHeight, { left, top, width, height });
    element.style.left = `${box.left}px`;
    element.style.top = `${box.top}px`;
    element.style.width = `${box.width}px`;
    element.style.maxHeight = `${box.height}px`;
  });
  useLayoutEffect(() => place(), [begun.from, found]);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('scroll', () => place(), { capture: true, passive: true, signal });
    visualViewport?.addEventListener('resize', () => place(), { signal });
    return () => stop.abort();
  }, []);
  return (
    <ul
      ref={list}
      id={id}
      popover="manual"
      role="listbox"
      aria-label={t(begun.sign === '@' ? 'suggestPeople' : 'suggestArtifacts')}
      className={styles.list}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      {found.map((one, index) => (
        <Option
          key={one.insert}
          id={`${id}-${index}`}
          active={index === active}
          selected={index === active}
          className={styles.option}
          onPoint={() => props.onPoint(index)}
          onPick={() => props.onTake(index)}
        >
          <KindPicture kind={one.kind} />
          {begun.sign === '#' && <span className={styles.number}>{one.insert}</span>}
          <bdi className={styles.label}>{one.label}</bdi>
          <span className={classes(combobox.side, styles.side)}>{one.side}</span>
        </Option>
      ))}
    </ul>
  );
};
