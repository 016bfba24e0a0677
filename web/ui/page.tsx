import { useEffect, useId } from 'react';
import type { ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import { SidePanel } from './side-panel.tsx';
import type { Panel } from './side-panel.tsx';
import styles from './page.module.css';

/**
 * A screen: title, a line of facts or a lead sentence, the content, and what belongs beside it.
 * `name` is the browser's title where it should differ from a text `title`.
 */
export const Page = (props: {
  readonly title: ReactNode;
  readonly name?: string;
  /** A sentence under the title: "Three things wait for you, 35 minutes in all." */
  readonly lead?: ReactNode;
  /** Short facts in a line under the title; pills welcome. */
  readonly meta?: ReactNode;
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode;
  /** On the right, or folded into one line where there is no room. */
  readonly panel?: Panel;
  /** Lists with many columns: 1080 px instead of 720. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode => {
  const name = props.name ?? (typeof props.title === 'string' ? props.title : undefined);
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Proceed`;
  }, [name]);
  return (
    <div className={classes(styles.page, props.panel && styles.withPanel)}>
      <div className={classes(styles.body, props.wide && styles.wide)}>
        <header className={styles.head}>
          <div className={styles.titleLine}>
            <div className={styles.words}>
              <h1 className={styles.title} dir="auto">
                {props.title}
              </h1>
              {props.lead && <p className={styles.lead}>{props.lead}</p>}
            </div>
            {props.actions}
          </div>
          {props.meta && <div className={styles.meta}>{props.meta}</div>}
        </header>
        {props.panel && <SidePanel {...props.panel} place="line" />}
        {props.children}
      </div>
      {props.panel && <SidePanel {...props.panel} place="side" />}
    </div>
  );
};

/** A heading with a hairline, and what belongs under it. `bare` leaves the hairline out. */
export const Section = ({
  title,
  side,
  bare,
  ref,
  children,
}: {
  readonly title: ReactNode;
  readonly side?: ReactNode;
  readonly bare?: boolean;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <section ref={ref} className={classes(styles.section, bare && styles.bare)} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle} id={id}>
          {title}
        </h2>
        {side && <div className={styles.sectionSide}>{side}</div>}
      </div>
      {children}
    </section>
  );
};
