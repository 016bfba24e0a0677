import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ReactNode } from 'react';
import { Tabs } from '../ui/tabs.tsx';
import { Decision } from './decision.tsx';
import { Documents } from './documents.tsx';
import { Forms } from './forms.tsx';
import { Lists } from './lists.tsx';
import { Outbox } from './outbox.tsx';
import { Pictures } from './pictures.tsx';

if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

const SHEETS: Readonly<Record<string, () => ReactNode>> = {
  decision: Decision,
  lists: Lists,
  forms: Forms,
  pictures: Pictures,
  outbox: Outbox,
  documents: Documents,
};

/** Every component with what is hard for it: long names, right-to-left text, nothing, a thousand rows. Development only. */
const Gallery = (): ReactNode => {
  const current = new URLSearchParams(location.search).get('sheet') ?? 'decision';
  const Sheet = SHEETS[current] ?? Decision;
  return (
    <>
      <header>
        <Tabs
          label="Sheets"
          current={current}
          tabs={Object.keys(SHEETS).map((key) => ({ key, href: `?sheet=${key}`, label: key }))}
        />
      </header>
      <main>
        <Sheet />
      </main>
    </>
  );
};

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  );
