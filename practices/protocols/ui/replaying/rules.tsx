import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { previewWay } from '#web/ui/preview.ts';
import { t } from './strings.ts';

const specification = import.meta.glob<string>('../../../../kernel/SPEC.md', { query: '?raw', import: 'default' });

/** The rules that every `because` cites, in their own words; the address names the one to show. */
export const Screen = (): ReactNode => {
  const [html, setHtml] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const document = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let over = false;
    read().then(
      (made) => {
        if (!over) setHtml(made);
      },
      () => {
        if (!over) setFailed(true);
      },
    );
    return () => {
      over = true;
    };
  }, []);
  useEffect(() => {
    if (html === null) return;
    const show = (): void => {
      const rule = location.hash.slice(1);
      if (!/^[A-Z]\d{1,2}$/.test(rule)) return;
      const found = [...(document.current?.querySelectorAll('strong') ?? [])].find((name) =>
        new RegExp(`^${rule}\\b`).test(name.textContent ?? ''),
      );
      const place = found?.closest('li') ?? found;
      if (!(place instanceof HTMLElement)) return;
      place.tabIndex = -1;
      place.scrollIntoView({ block: 'center' });
      place.focus({ preventScroll: true });
    };
    show();
    addEventListener('hashchange', show);
    return () => removeEventListener('hashchange', show);
  }, [html]);
  return (
    <Page title={t('rules')} lead={t('rulesLead')}>
      {failed && <ErrorNote problem={{ code: 'rules-unread', title: t('rulesFailed') }} />}
      {html === null && !failed && <Skeleton />}
      {html !== null && (
        <div ref={document}>
          <HtmlDocument html={html} titled />
        </div>
      )}
    </Page>
  );
};

const read = async (): Promise<string> => {
  const load = Object.values(specification)[0];
  const how = previewWay();
  if (!load || !how) throw new Error('there are no rules here');
  return how(await load());
};
