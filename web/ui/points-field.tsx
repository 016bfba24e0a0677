import type { ReactNode } from 'react';
import { FieldGroup, type FieldLook } from './field.tsx';
import { t } from './strings.ts';
import styles from './points-field.module.css';

/** Whole points for each of some options. `each`: up to `most` for every one; otherwise `most` to lay out over all of them. */
export const PointsField = (
  props: FieldLook & {
    readonly options: readonly string[];
    readonly value: Readonly<Record<string, number>>;
    readonly onChange: (value: Readonly<Record<string, number>>) => void;
    readonly most: number;
    readonly each: boolean;
    readonly about?: (option: string) => string | undefined;
  },
): ReactNode => {
  const { options, value, onChange, most, each, about } = props;
  const given = (option: string): number => value[option] ?? 0;
  const laid = options.reduce((sum, option) => sum + given(option), 0);
  const set = (option: string, points: number): void => {
    const top = each ? most : most - laid + given(option);
    onChange({ ...value, [option]: Math.max(0, Math.min(top, Math.round(points) || 0)) });
  };
  return (
    <FieldGroup {...props}>
      <ul className={styles.list}>
        {options.map((option) => (
          <li key={option} className={styles.option}>
            <span className={styles.name} dir="auto">
              {option}
              {about?.(option) !== undefined && <span className={styles.about}> {about(option)}</span>}
            </span>
            <span className={styles.points}>
              <button
                type="button"
                className={styles.step}
                aria-label={t('pointsLess', { option })}
                onClick={() => set(option, given(option) - 1)}
              >
                −
              </button>
              <input
                className={styles.figure}
                type="number"
                inputMode="numeric"
                min={0}
                max={most}
                aria-label={t('pointsOf', { option })}
                value={given(option)}
                onChange={(event) => set(option, Number(event.target.value))}
              />
              <button
                type="button"
                className={styles.step}
                aria-label={t('pointsMore', { option })}
                onClick={() => set(option, given(option) + 1)}
              >
                +
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.left} role="status">
        {each ? t('pointsEach', { most }) : t('pointsLeft', { n: most - laid })}
      </p>
    </FieldGroup>
  );
};
