import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { matching } from '#web/ui/matching.ts';
import { t } from './strings.ts';

const MOST = 5;

/** While a text ends in `@in`: those who may be meant, each a press away. */
export const CallSomebody = (props: { readonly text: string; readonly onChange: (text: string) => void }): ReactNode => {
  const typed = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u.exec(props.text)?.[1];
  const people = useGet('/api/people', { query: { limit: 200 } }, { enabled: typed !== undefined });
  if (typed === undefined || !people.data) return null;
  const options = people.data.items.map(({ handle, name }) => ({ value: handle, label: name, words: handle }));
  const found = matching(options, typed)
    .filter(({ value }) => value !== typed)
    .slice(0, MOST);
  if (found.length === 0) return null;
  const call = (handle: string): void => {
    props.onChange(`${props.text.slice(0, props.text.length - typed.length)}${handle} `);
    document.querySelector<HTMLTextAreaElement>('textarea:focus')?.focus();
  };
  return (
    <Buttons label="@">
      {found.map(({ value, label }) => (
        <Button key={value} label={t('call', { name: label })} onClick={() => call(value)}>
          {`@${value} ${label}`}
        </Button>
      ))}
    </Buttons>
  );
};
