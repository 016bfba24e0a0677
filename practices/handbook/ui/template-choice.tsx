import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { t } from './strings.ts';

/** A form for a new page to begin with. What is written already stays above it. */
export const TemplateChoice = ({
  text,
  onChoose,
}: {
  readonly text: string;
  readonly onChoose: (text: string) => void;
}): ReactNode => {
  const [chosen, setChosen] = useState('');
  const templates = useGet('/api/pages/templates');
  const items = templates.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label={t('beginWith')}
      value={chosen}
      onChange={(name) => {
        const one = name === '' ? undefined : items[Number(name)];
        setChosen(name);
        if (one)
          onChoose(text.trim() === '' || items.some(({ body }) => body === text) ? one.body : `${text.trimEnd()}\n\n${one.body}`);
      }}
      {...(text.trim() === '' ? {} : { hint: t('beginAsk') })}
      options={[
        { value: '', label: t('beginEmpty') },
        ...items.map((item, index) => ({
          value: `${index}`,
          label: item.for === null ? item.name : `${item.name}: ${item.for}`,
        })),
      ]}
    />
  );
};
