import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from './button.tsx';
import { t } from './strings.ts';
import styles from './confirm.module.css';

/** A step that cannot be undone asks in its place: the button turns into the question. */
export const Confirm = (props: {
  readonly children: string;
  readonly ask: ReactNode;
  readonly does: string;
  readonly onConfirm: () => void;
  /** Asks at once, where something else was the first press: a line of a menu. */
  readonly begin?: boolean;
  readonly onCancel?: () => void;
  readonly busy?: boolean;
  readonly tone?: 'plain' | 'stop' | 'quiet';
}): ReactNode => {
  const [asking, setAsking] = useState(props.begin === true);
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asking || asked.current) box.current?.querySelector('button')?.focus();
    asked.current = asking;
  }, [asking]);
  const leave = (): void => {
    setAsking(false);
    props.onCancel?.();
  };
  return (
    <div ref={box} onKeyDown={(event) => event.key === 'Escape' && leave()}>
      {asking ? (
        <div className={styles.ask} role="group" aria-label={props.does}>
          <span className={styles.question}>{props.ask}</span>
          <Buttons>
            <Button tone="stop" busy={props.busy ?? false} onClick={props.onConfirm}>
              {props.does}
            </Button>
            <Button onClick={leave}>{t('cancel')}</Button>
          </Buttons>
        </div>
      ) : (
        <Button tone={props.tone ?? 'plain'} onClick={() => setAsking(true)}>
          {props.children}
        </Button>
      )}
    </div>
  );
};
