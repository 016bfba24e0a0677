import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldLook } from './field.tsx';
import { matching } from './matching.ts';
import type { ComboOption } from './matching.ts';
import { t } from './strings.ts';
import look from './field.module.css';
import styles from './combobox.module.css';

interface ComboLook extends FieldLook {
  readonly options: readonly ComboOption[];
  readonly placeholder?: string;
  /** Called while somebody types, where the options come from a search. */
  readonly onQuery?: (query: string) => void;
}

/** One of many, found by typing. Arrows, Enter, Escape; the list is heard (ARIA 1.2 combobox). */
export const Combobox = (
  props: ComboLook & { readonly value: string | null; readonly onChange: (value: string) => void },
): ReactNode => {
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <Finder {...props} shown={chosen?.label ?? ''} selected={props.value === null ? [] : [props.value]} onPick={props.onChange} />
  );
};

/** Several of many; each can be removed again. */
export const TokenField = (
  props: ComboLook & { readonly values: readonly string[]; readonly onChange: (values: readonly string[]) => void },
): ReactNode => {
  const named = props.values.map((value) => props.options.find((option) => option.value === value) ?? { value, label: value });
  const tokens = named.length > 0 && (
    <ul className={styles.tokens}>
      {named.map((option) => (
        <li key={option.value} className={styles.token}>
          <bdi className={styles.tokenName}>{option.label}</bdi>
          <button
            type="button"
            className={styles.remove}
            aria-label={t('remove', { what: option.label })}
            onClick={() => props.onChange(props.values.filter((value) => value !== option.value))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
  const open = props.options.filter((option) => !props.values.includes(option.value));
  return (
    <Finder
      {...props}
      options={open}
      shown=""
      selected={[]}
      before={tokens}
      onPick={(value) => props.onChange([...props.values, value])}
      onErase={() => props.onChange(props.values.slice(0, -1))}
    />
  );
};

const Finder = (
  props: ComboLook & {
    readonly shown: string;
    readonly selected: readonly string[];
    readonly before?: ReactNode;
    readonly onPick: (value: string) => void;
    readonly onErase?: () => void;
  },
): ReactNode => {
  const list = useId();
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const found = query === null ? [] : matching(props.options, query === props.shown ? '' : query);
  const open = (text: string): void => {
    setQuery(text);
    setActive(0);
    props.onQuery?.(text);
  };
  const pick = (option: ComboOption | undefined): void => {
    // With nothing to pick, what was typed stays: the options may still be on their way.
    if (!option) return;
    props.onPick(option.value);
    setQuery(null);
  };
  const move = (to: number): void => {
    setActive(to);
    document.getElementById(`${list}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown' && query === null) open(props.shown);
    else if (event.key === 'ArrowDown') move(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp' && query !== null) move(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter' && query !== null) pick(found[active]);
    else if (event.key === 'Escape' && query !== null) setQuery(null);
    else if (event.key === 'Backspace' && event.currentTarget.value === '' && props.onErase) return props.onErase();
    else return;
    event.preventDefault();
  };
  return (
    <Field {...props}>
      {(ids) => (
        <>
          {props.before}
          <div className={styles.wrap}>
            <input
              {...ids}
              ref={input}
              className={look.control}
              dir="auto"
              role="combobox"
              autoComplete="off"
              spellCheck={false}
              aria-expanded={found.length > 0}
              aria-controls={list}
              aria-activedescendant={query !== null && found.length > 0 ? `${list}-${active}` : undefined}
              placeholder={props.placeholder}
              value={query ?? props.shown}
              onChange={(event) => open(event.target.value)}
              onClick={() => query === null && (open(props.shown), input.current?.select())}
              onBlur={() => setQuery(null)}
              onKeyDown={onKeyDown}
            />
            <ul
              className={styles.list}
              id={list}
              role="listbox"
              aria-label={props.label}
              hidden={found.length === 0}
              onMouseDown={(event) => event.preventDefault()}
            >
              {found.map((option, index) => (
                <Option
                  key={option.value}
                  id={`${list}-${index}`}
                  active={index === active}
                  selected={props.selected.includes(option.value)}
                  onPoint={() => setActive(index)}
                  onPick={() => pick(option)}
                >
                  <bdi>{option.label}</bdi>
                  {option.side && <span className={styles.side}>{option.side}</span>}
                </Option>
              ))}
            </ul>
            <div role="status">
              {query !== null && found.length === 0 && (
                <p className={classes(styles.list, styles.none)}>
                  {props.options.length === 0 && !props.onQuery ? t('noOptions') : t('noMatch', { query })}
                </p>
              )}
            </div>
          </div>
        </>
      )}
    </Field>
  );
};

/** A line of a list from which one picks while the focus stays in a field. */
export const Option = (props: {
  readonly id: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly className?: string | undefined;
  readonly onPoint: () => void;
  readonly onPick: () => void;
  readonly children: ReactNode;
}): ReactNode => (
  <li
    id={props.id}
    className={classes(styles.option, props.active && styles.active, props.className)}
    role="option"
    aria-selected={props.selected}
    onMouseMove={props.onPoint}
    onClick={props.onPick}
  >
    {props.children}
  </li>
);
