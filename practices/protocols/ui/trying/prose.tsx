import type { ReactNode } from 'react';
import { Reading } from '#web/ui/html-document.tsx';

/** What `explain` writes: paragraphs, numbered steps, and emphasis; nothing else of Markdown. */
export const Prose = ({ text }: { readonly text: string }): ReactNode => (
  <Reading>
    {text
      .trim()
      .split(/\n\n+/)
      .map((paragraph, index) =>
        /^\d+\. /.test(paragraph) ? (
          <ol key={index}>
            {paragraph.split('\n').map((line) => (
              <li key={line}>{emphasized(line.replace(/^\d+\. /, ''))}</li>
            ))}
          </ol>
        ) : (
          <p key={index}>{emphasized(paragraph)}</p>
        ),
      )}
  </Reading>
);

const emphasized = (text: string): readonly ReactNode[] =>
  text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((part, index) => {
    if (part.startsWith('**')) return <strong key={index}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('*') && part.length > 2) return <em key={index}>{part.slice(1, -1)}</em>;
    if (part.startsWith('`') && part.length > 2) return <code key={index}>{part.slice(1, -1)}</code>;
    return part;
  });
