import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

/** Views of one screen, each with its own address, so that Back and a shared link work. */
export const Tabs = (props: {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly { readonly href: string; readonly label: ReactNode; readonly key: string }[];
}): ReactNode => {
  const bar = useRef<HTMLElement>(null);
  const { current } = props;
  // Where there is no room for all, the one where one is stands in sight, and the page stays where it is.
  useLayoutEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (!bar.current || !here) return;
    const [box, tab] = [bar.current.getBoundingClientRect(), here.getBoundingClientRect()];
    if (tab.left < box.left || tab.right > box.right) bar.current.scrollLeft += tab.left - box.left - (box.width - tab.width) / 2;
  }, [current]);
  return (
    <nav ref={bar} className={styles.tabs} aria-label={props.label}>
      {props.tabs.map((tab) => (
        <a key={tab.key} className={styles.tab} href={tab.href} aria-current={tab.key === props.current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
};
