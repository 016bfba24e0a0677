import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { t } from './ask-strings.ts';
import { firstLine } from './new-request.ts';
import { t as list } from './strings.ts';

const RESTS = 300;
const LONGEST = 300;
const SHORT = 6;

/** What was asked before in words like these, while one still writes. */
export const AskedBefore = ({ question }: { readonly question: string }): ReactNode => {
  const line = firstLine(question).slice(0, LONGEST);
  const [q, setQ] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setQ(line), RESTS);
    return () => clearTimeout(timer);
  }, [line]);
  const found = useGet('/api/requests/asked-before', { query: { q } }, { enabled: q.trim().length >= SHORT });
  const items = q.trim().length < SHORT ? [] : (found.data?.items ?? []);
  return (
    <div role="status">
      {items.length > 0 && (
        <Section title={t('known')} bare>
          <Lines>
            {items.map(({ id, number, title, status }) => (
              <Line key={id}>
                <a href={`/requests/${number}`}>{t('knownOne', { number, title })}</a> {list(status)}
              </Line>
            ))}
          </Lines>
        </Section>
      )}
    </div>
  );
};
