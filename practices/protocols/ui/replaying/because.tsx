import type { ReactNode } from 'react';
import { useReaderZone } from '#web/ui/reader.ts';
import { shortMoment } from '#web/ui/time.ts';

/** Why something happened, with its instants on the reader's clock and its rules as links to their words. */
export const Because = ({ text }: { readonly text: string }): ReactNode => {
  const zone = useReaderZone();
  return text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|\((?:[A-Z]\d{1,2})(?:, [A-Z]\d{1,2})*\))/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (!part.startsWith('(')) return shortMoment(part, zone);
    return (
      <span key={index}>
        (
        {part
          .slice(1, -1)
          .split(', ')
          .map((rule, at) => (
            <span key={rule}>
              {at > 0 && ', '}
              <a href={`/protocols/rules#${rule}`}>{rule}</a>
            </span>
          ))}
        )
      </span>
    );
  });
};
