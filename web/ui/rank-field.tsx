import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { FieldGroup, type FieldLook } from './field.tsx';
import { levelled, placed, stepped, without, type Ranks } from './ranking.ts';
import { t } from './strings.ts';
import styles from './rank-field.module.css';

/**
 * An order of preference: a press ranks an option behind the others, a drag by its grip (finger or mouse) moves it, so do its arrows and, on the grip, the arrow
 * keys. `equals`: several may share a place. What is not ranked stands last.
 */
export const RankField = (
  props: FieldLook & {
    readonly options: readonly string[];
    readonly value: Ranks;
    readonly onChange: (value: Ranks) => void;
    readonly equals: boolean;
    /** What an option is beside its name: "nothing changes". */
    readonly about?: (option: string) => string | undefined;
  },
): ReactNode => {
  const { options, value, onChange, equals, about } = props;
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ readonly option: string; readonly to: number | null } | null>(null);
  const left = options.filter((option) => !value.some((rank) => rank.includes(option)));
  const next = useRef<string | null>(null);
  // What was pressed is gone with it: the focus goes to what one presses next.
  useLayoutEffect(() => {
    const option = next.current;
    next.current = null;
    if (option === null) return;
    const buttons = [...(list.current?.closest('fieldset')?.querySelectorAll<HTMLElement>('[data-option]') ?? [])];
    buttons.find((button) => button.dataset['option'] === option)?.focus({ preventScroll: true });
  }, [value]);
  const add = (option: string): void => {
    const at = left.indexOf(option);
    next.current = left[at + 1] ?? left[at - 1] ?? option;
    onChange([...value, [option]]);
  };
  const takeOut = (option: string): void => {
    next.current = option;
    onChange(without(value, option));
  };

  const grab =
    (option: string) =>
    (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ option, to: null });
    };
  const along = (event: PointerEvent<HTMLElement>): void => {
    if (drag) setDrag({ ...drag, to: placeAt(list.current, event.clientY) });
  };
  const drop = (): void => {
    if (drag && drag.to !== null) onChange(placed(value, drag.option, drag.to));
    setDrag(null);
  };
  const keys =
    (option: string) =>
    (event: KeyboardEvent<HTMLElement>): void => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
      if (by === null) return;
      event.preventDefault();
      onChange(stepped(value, option, by));
    };

  return (
    <FieldGroup {...props}>
      <ol className={styles.list} ref={list} aria-label={t('ranked')}>
        {value.map((rank, place) => (
          <li key={rank.join('\n')} className={classes(styles.place, drag?.to === place && styles.before)} data-place={place}>
            <span className={styles.number} aria-hidden="true">
              {place + 1}
            </span>
            <ul className={styles.equals}>
              {rank.map((option) => (
                <li key={option} className={classes(styles.option, drag?.option === option && styles.dragged)}>
                  <button
                    type="button"
                    className={styles.grip}
                    data-option={option}
                    aria-label={t('rankGrip', { option, place: place + 1, of: value.length })}
                    aria-keyshortcuts="ArrowUp ArrowDown"
                    onKeyDown={keys(option)}
                    onPointerDown={grab(option)}
                    onPointerMove={along}
                    onPointerUp={drop}
                    onPointerCancel={() => setDrag(null)}
                  >
                    <span aria-hidden="true">⠿</span>
                  </button>
                  <span className={styles.name} dir="auto">
                    {option}
                    {about?.(option) !== undefined && <span className={styles.about}> {about(option)}</span>}
                  </span>
                  <span className={styles.acts}>
                    {equals && (place > 0 || rank.length > 1) && (
                      <Act
                        label={t(rank.length > 1 ? 'rankAlone' : 'rankEqual', { option })}
                        on={rank.length > 1}
                        onClick={() => onChange(levelled(value, option))}
                      >
                        =
                      </Act>
                    )}
                    <Act label={t('rankUp', { option })} onClick={() => onChange(stepped(value, option, -1))}>
                      ↑
                    </Act>
                    <Act label={t('rankDown', { option })} onClick={() => onChange(stepped(value, option, 1))}>
                      ↓
                    </Act>
                    <Act label={t('rankOut', { option })} onClick={() => takeOut(option)}>
                      ×
                    </Act>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {drag?.to === value.length && <div className={styles.end} />}
      {left.length > 0 && (
        <>
          <p className={styles.left}>{t(value.length === 0 ? 'rankBegin' : 'rankLeft')}</p>
          <div className={styles.waiting}>
            {left.map((option) => (
              <button
                key={option}
                type="button"
                className={styles.add}
                aria-label={t('rankAdd', { option })}
                dir="auto"
                data-option={option}
                onClick={() => add(option)}
              >
                {option}
                {about?.(option) !== undefined && <span className={styles.about}> {about(option)}</span>}
              </button>
            ))}
          </div>
        </>
      )}
    </FieldGroup>
  );
};

const Act = (props: {
  readonly label: string;
  readonly on?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}): ReactNode => (
  <button type="button" className={styles.act} aria-label={props.label} aria-pressed={props.on} onClick={props.onClick}>
    {props.children}
  </button>
);

/** Before which place a height of the screen lies; as many as there are: behind the last. */
const placeAt = (list: HTMLElement | null, y: number): number => {
  const places = [...(list?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
  const found = places.findIndex((place) => {
    const { top, height } = place.getBoundingClientRect();
    return y < top + height / 2;
  });
  return found < 0 ? places.length : found;
};
