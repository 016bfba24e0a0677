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

/** What was recommended was decided, whatever became of it since. */
const DECIDED: ReadonlySet<Decision['status']> = new Set(['accepted', 'superseded', 'deprecated']);

/** The text in its parts; those that are empty are left out. */
export const documentOf = ({ html, body, status, proposes, record }: Decision): readonly DocumentPart[] => {
  if (proposes) return [{ heading: t('whyChange'), html: [html.problem] }];
  return [
    { heading: t('problem'), html: [html.problem] },
    {
      heading: t('options'),
      html: (record?.beside.options === false ? [] : body.options).map(({ title }, index) =>
        optionHtml(index, title, html.options[index] ?? ''),
      ),
    },
    {
      heading: t(DECIDED.has(status) ? 'decided' : 'recommendation'),
      html: [html.recommendation],
    },
    {
      heading: t('nextSteps'),
      html:
        body.nextSteps.length === 0 || record?.beside.nextSteps === false
          ? []
          : [`<ul>${body.nextSteps.map((step) => `<li dir="auto">${escaped(step)}</li>`).join('')}</ul>`],
    },
  ].filter((part) => part.html.some((html_) => html_ !== ''));
};

/**
 * A record's own text, without its title, which the page has already. Links to files of its folder lead to the decisions that these have
 * become; those that became none lead nowhere.
 */
export const recordHtml = ({ html, record }: Decision): string => {
  const numbers = new Map(record?.links.map(({ target, number }) => [target, number]) ?? []);
  return (html.record ?? '').replace(/^\s*<h1[^>]*>[\s\S]*?<\/h1>/, '').replace(/ href="([^"]*)"/g, (whole, href: string) => {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(href)) return whole;
    const number = numbers.get(href) ?? numbers.get(decoded(href)) ?? null;
    return number === null ? '' : ` href="/decisions/${number}"`;
  });
};

const decoded = (href: string): string => {
  try {
    return decodeURI(href.replaceAll('&amp;', '&'));
  } catch {
    return href;
  }
};
