import type { DocumentPart } from '#web/ui/html-document.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** `A. One primary per region.` in front of what follows from it, in one paragraph where that begins with one. */
const optionHtml = (index: number, title: string, consequences: string): string => {
  const head = `<strong>${letter(index)}. <bdi>${escaped(title)}${/[.!?…。]$/u.test(title) ? '' : '.'}</bdi></strong>`;
  return consequences.startsWith('<p>') ? `<p>${head} ${consequences.slice('<p>'.length)}` : `<p>${head}</p>${consequences}`;
};

const letter = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

/** The text in its parts; those that are empty are left out. */
export const documentOf = ({ html, body, status }: Decision): readonly DocumentPart[] =>
  [
    { heading: t('problem'), html: [html.problem] },
    {
      heading: t('options'),
      html: body.options.map(({ title }, index) => optionHtml(index, title, html.options[index] ?? '')),
    },
    {
      heading: t(status === 'draft' || status === 'open' ? 'recommendationOpen' : 'recommendation'),
      html: [html.recommendation],
    },
    {
      heading: t('nextSteps'),
      html:
        body.nextSteps.length === 0
          ? []
          : [`<ul>${body.nextSteps.map((step) => `<li dir="auto">${escaped(step)}</li>`).join('')}</ul>`],
    },
  ].filter((part) => part.html.some((html_) => html_ !== ''));

/** A record's own Markdown begins with its title, which the page has already. */
export const recordHtml = (html: string): string => html.replace(/^\s*<h1[^>]*>[\s\S]*?<\/h1>/, '');
