import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from './button.tsx';
import { classes } from './classes.ts';
import styles from './drop.module.css';

export interface DropChoice {
  readonly label: string;
  /** A whole folder, where the browser can. */
  readonly folder?: boolean;
  readonly accept?: string;
  readonly onFiles: (files: FileList) => void;
}

/** A place for files: chosen by buttons, or dropped. */
export const Drop = (props: {
  readonly words: string;
  readonly choices: readonly DropChoice[];
  readonly onDrop: (items: DataTransferItemList) => void;
}): ReactNode => {
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onDrop(event.dataTransfer.items);
      }}
    >
      <Buttons>
        {props.choices.map((choice, index) => (
          <Chooser key={choice.label} choice={choice} first={index === 0} />
        ))}
      </Buttons>
      <p className={styles.words}>{props.words}</p>
    </div>
  );
};

const Chooser = ({ choice, first }: { readonly choice: DropChoice; readonly first: boolean }): ReactNode => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button tone={first ? 'primary' : 'plain'} onClick={() => input.current?.click()}>
        {choice.label}
      </Button>
      <input
        ref={(element) => {
          input.current = element;
          element?.toggleAttribute('webkitdirectory', choice.folder === true);
        }}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={choice.label}
        accept={choice.accept}
        onChange={(event) => {
          if (event.target.files && event.target.files.length > 0) choice.onFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
};
