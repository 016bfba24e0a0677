import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useGet } from '../api/query.ts';
import type { Me } from '../api/route-map.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Pieces } from '../ui/pieces.tsx';
import { linesOf } from './palette-lines.ts';
import type { Line } from './palette-lines.ts';
import { t } from './strings.ts';
import styles from './palette.module.css';

/** ⌘K: places, things to do, and everything one may find. */
export const Palette = ({
  me,
  only,
  onClose,
}: {
  readonly me: Me;
  readonly only: 'all' | 'creates';
  readonly onClose: () => void;
}): ReactNode => {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const asked = useSettled(query.trim(), 120);
  const found = useGet('/api/search', { query: { q: asked } }, { enabled: asked !== '' && only === 'all' });
  const lines = linesOf(query, only, me, asked === '' ? [] : (found.data?.items ?? []));
  const mended = found.data?.mended ?? [];
  const choose = (line: Line | undefined): void => {
    if (!line) return;
    onClose();
    line.act();
  };
  const move = (to: number): void => {
    setActive(to);
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(active >= lines.length - 1 ? 0 : active + 1);
    else if (event.key === 'ArrowUp') move(active <= 0 ? lines.length - 1 : active - 1);
    else if (event.key === 'Enter') choose(event.shiftKey ? lines.find(({ id: one }) => one === 'shell.search') : lines[active]);
    else return;
    event.preventDefault();
  };
  const title = t(only === 'creates' ? 'whatIsNew' : 'searchOrCommand');
  return (
    <Dialog title={t('findOrDo')} open bare onClose={onClose}>
      <input
        className={styles.input}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={lines.length > 0 ? `${id}-${active}` : undefined}
        aria-label={title}
        placeholder={title}
        dir="auto"
        value={query}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list} id={`${id}-list`} role="listbox" aria-label={t('findOrDo')}>
        {lines.map((line, index) => (
          <div key={line.id} role="presentation">
            {lines[index - 1]?.group !== line.group && (
              <div className={styles.group} role="presentation">
                {t(line.group)}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              className={styles.option}
              role="option"
              aria-selected={index === active}
              data-active={index === active || undefined}
              onMouseMove={() => setActive(index)}
              onClick={() => choose(line)}
            >
              <bdi className={styles.label}>{line.pieces ? <Pieces pieces={line.pieces} /> : line.label}</bdi>
              {line.excerpt && line.excerpt.length > 0 && (
                <span className={styles.excerpt} dir="auto">
                  <Pieces pieces={line.excerpt} />
                </span>
              )}
              <span className={styles.side}>{line.keys === undefined ? line.side : <KeyHint keys={line.keys} />}</span>
            </div>
          </div>
        ))}
      </div>
      {found.error && asked !== '' && !found.data && (
        <p className={styles.none}>{found.error.code === 'filter' ? found.error.detail : t('searchOffline')}</p>
      )}
      {mended.length > 0 && asked !== '' && (
        <p className={styles.none}>{t('mended', { words: mended.map(({ meant }) => meant).join(', ') })}</p>
      )}
      {lines.length === 0 && !found.isFetching && !found.error && <p className={styles.none}>{t('nothingFound', { query })}</p>}
      <div className="visually-hidden" role="status">
        {query === '' ? '' : t('results', { n: lines.length })}
      </div>
    </Dialog>
  );
};

/** A value once it has rested for some milliseconds. */
const useSettled = (value: string, rest: number): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), rest);
    return () => clearTimeout(timer);
  }, [value, rest]);
  return settled;
};
