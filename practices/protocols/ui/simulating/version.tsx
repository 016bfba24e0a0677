import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Select, type Option } from '#web/ui/choice-field.tsx';
import type { FieldError } from '#web/ui/field.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { useEngine } from '../use-engine.ts';
import { t } from './strings.ts';

/** One of the protocols that are played: the text of one that is there, to be changed, or one's own. */
export const Version = (props: {
  readonly label: string;
  readonly hint?: string;
  /** The number of one in force, with which it begins. */
  readonly begin: string | null;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly error: FieldError | undefined;
}): ReactNode => {
  const [from, setFrom] = useState(props.begin === null ? '' : `rule ${props.begin}`);
  const rules = useGet('/api/protocols').data?.items ?? [];
  const exhibits = useEngine('gallery', { ask: 'gallery' }).answer?.exhibits ?? [];
  const options: readonly Option[] = [
    { value: '', label: t('fillNone') },
    ...rules
      .filter(({ status, on }) => status === 'in-force' && on !== LEASED)
      .map(({ number, id }) => ({ value: `rule ${number}`, label: t('inForce', { id }) })),
    ...exhibits.map(({ id }) => ({ value: `gallery ${id}`, label: t('ofGallery', { id }) })),
  ];
  const [kind, name = ''] = from.split(' ');
  return (
    <>
      <Select label={`${props.label}: ${t('fill')}`} narrow value={from} options={options} onChange={setFrom} />
      {kind === 'rule' && <FromRule key={from} number={name} onText={props.onChange} />}
      {kind === 'gallery' && <FromGallery key={from} id={name} onText={props.onChange} />}
      <TextArea
        label={props.label}
        hint={props.hint}
        rows={12}
        code
        value={props.value}
        onChange={props.onChange}
        error={props.error}
      />
    </>
  );
};

/** Work is claimed under it, and nobody is asked. */
const LEASED = 'task.ready';

interface Filling {
  readonly onText: (text: string) => void;
}

const FromRule = ({ number, onText }: Filling & { readonly number: string }): ReactNode => {
  const source = useGet('/api/protocols/:id', { params: { id: number } }).data?.source;
  useEffect(() => {
    // When it is there; what is typed afterwards stays.
    if (source !== undefined) onText(source);
  }, [source, onText]);
  return null;
};

const FromGallery = ({ id, onText }: Filling & { readonly id: string }): ReactNode => {
  const text = useEngine('exhibit', { ask: 'exhibit', id }).answer?.text ?? undefined;
  useEffect(() => {
    if (text !== undefined) onText(text);
  }, [text, onText]);
  return null;
};
