import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { t } from './strings.ts';
import styles from './dialog.module.css';

/**
 * Over the page, and only where a page would not serve: the list of keys, the palette. Escape and a click outside close it; the focus
 * goes back to where it was.
 */
export const Dialog = (props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly bare?: boolean;
  readonly children: ReactNode;
}): ReactNode => {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element || !props.open) return;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [props.open]);
  if (!props.open) return null;
  return (
    <dialog
      ref={dialog}
      className={classes(styles.dialog, props.wide && styles.wide, props.bare && styles.high)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => event.target === dialog.current && outside(event, dialog.current) && props.onClose()}
    >
      <div className={props.bare ? 'visually-hidden' : styles.head}>
        <h2 className={styles.title} id={id}>
          {props.title}
        </h2>
        {!props.bare && (
          <Button tone="quiet" onClick={props.onClose}>
            {t('close')}
          </Button>
        )}
      </div>
      {props.children}
    </dialog>
  );
};

const outside = (point: { readonly clientX: number; readonly clientY: number }, element: HTMLElement): boolean => {
  const box = element.getBoundingClientRect();
  return point.clientX < box.left || point.clientX > box.right || point.clientY < box.top || point.clientY > box.bottom;
};
