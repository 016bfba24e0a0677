import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Act } from './acts.ts';
import { t } from './strings.ts';
import styles from '../markdown-editor.module.css';

export type Tool = Act | 'picture' | 'find';

const PICTURES = {
  bold: 'M6 4h5a3.5 3.5 0 0 1 0 7H6zM6 11h6a3.5 3.5 0 0 1 0 7H6z',
  italic: 'M9 4h6M5 18h6M12 4 8 18',
  heading: 'M5 4v14M15 4v14M5 11h10',
  list: 'M8 5h10M8 11h10M8 17h10M4 5h.01M4 11h.01M4 17h.01',
  numbers: 'M9 5h9M9 11h9M9 17h9M3.500 3.500 4.500 3v4M3.300 9.500h2l-2 3h2M3.300 15h2l-1.200 1.500q1.300.2 1.300 1.200t-2.100.8',
  tasks: 'm3 5 1.5 1.5L7 4M3 16l1.5 1.5L7 15M10 5.5h8M10 16.5h8M10 11h8',
  quote: 'M4 5h14M9 11h9M9 17h9M4.5 10v8',
  link: 'M9 12a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1M12 9.500a3.500 3.500 0 0 0-5 0l-3 3a3.500 3.500 0 0 0 5 5l1-1',
  table: 'M3 5h16v12H3zM3 9h16M11 5v12M3 13h16',
  code: 'm7 6-4 5 4 5M15 6l4 5-4 5',
  callout: 'M11 3.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15M11 7v4.500M11 15h.01',
  picture: 'M3 4h16v14H3zM3 15l5-5 4 4 2.500-2.500L19 16M13.500 8h.01',
  find: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12M14.500 14.500 19 19',
} as const satisfies Partial<Record<Tool, string>>;

const TOOLS = Object.keys(PICTURES) as readonly (keyof typeof PICTURES)[];
const KEYS: Readonly<Partial<Record<Tool, string>>> = { bold: 'B', italic: 'I', link: 'K', code: 'E', find: 'F' };

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/** One stop of Tab; arrows, Home and End walk. The focus goes back into the text. */
export const Tools = ({ act, picture }: { readonly act: (tool: Tool) => void; readonly picture: boolean }): ReactNode => {
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const tools = TOOLS.filter((tool) => picture || tool !== 'picture');
  const walk = (event: KeyboardEvent): void => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tools.length) % tools.length;
    setAt(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={bar} className={styles.tools} role="toolbar" aria-label={t('tools')} onKeyDown={walk}>
      {tools.map((tool, index) => {
        const key = KEYS[tool];
        const name = key === undefined ? t(tool) : t('keyed', { what: t(tool), key: `${isMac() ? '⌘' : 'Ctrl+'}${key}` });
        return (
          <button
            key={tool}
            type="button"
            className={styles.tool}
            tabIndex={index === at ? 0 : -1}
            aria-label={t(tool)}
            title={name}
            onFocus={() => setAt(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => act(tool)}
          >
            <svg viewBox="0 0 22 22" aria-hidden="true">
              <path d={PICTURES[tool]} />
            </svg>
          </button>
        );
      })}
    </div>
  );
};
