import { useState } from 'react';
import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { LocalTime, RelativeDue } from '#web/ui/local-time.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { t } from './strings.ts';

interface Link {
  readonly rel: string;
  readonly direction: 'to' | 'from';
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
}

interface Await {
  readonly key: string;
  readonly asked: { readonly name: string };
  readonly dueAt: string | null;
  readonly maxAt: string;
  readonly otherwise: string;
}

interface Past {
  readonly version: number;
  readonly at: string;
  readonly sentence: string;
}

const GROUPS = [
  ['supersedes', 'to', 'supersedes'],
  ['supersedes', 'from', 'supersededBy_'],
  ['supersedes-in-part', 'to', 'supersedesInPart'],
  ['supersedes-in-part', 'from', 'supersededInPartBy'],
  ['builds-on', 'to', 'builtOn'],
  ['implements', 'to', 'implements'],
  ['builds-on', 'from', 'builtUpon'],
  ['implements', 'from', 'implementedBy'],
  ['blocks', 'to', 'waitsForThis'],
  ['blocks', 'from', 'blockedBy'],
  ['mentions', 'to', 'mentions'],
  ['mentions', 'from', 'mentionedBy'],
] as const;

/** What it rests on and what rests on it. */
export const Links = (props: { readonly links: readonly Link[] }): ReactNode => {
  // Whoever builds on something mentions it too: the weaker word is left out.
  const strong = new Set(props.links.filter(({ rel }) => rel !== 'mentions').map(({ id }) => id));
  const links = props.links.filter(({ rel, id }) => rel !== 'mentions' || !strong.has(id));
  const grouped = GROUPS.map(([rel, direction, title]) => ({
    title: t(title),
    links: links.filter((link) => link.rel === rel && link.direction === direction),
  }));
  const others = links.filter((link) => !GROUPS.some(([rel, direction]) => link.rel === rel && link.direction === direction));
  return [...grouped, { title: t('otherLinks'), links: others }].map(
    ({ title, links: named }) =>
      named.length > 0 && (
        <Section key={title} title={title} bare>
          <Lines>
            {named.map((link) => (
              <Line key={`${link.rel} ${link.direction} ${link.id}`}>
                <Linked link={link} />
              </Line>
            ))}
          </Lines>
        </Section>
      ),
  );
};

const Linked = ({ link }: { readonly link: Link }): ReactNode => {
  const href = addressOfArtifact(link.kind, link);
  const words = t('linked', { number: link.number, title: link.title });
  return href === null ? words : <a href={href}>{words}</a>;
};

/** Who is waited for, by when, and what happens else. */
export const Waits = ({ awaits }: { readonly awaits: readonly Await[] }): ReactNode => {
  if (awaits.length === 0) return null;
  return (
    <Section title={t('waits')} bare>
      <Lines>
        {awaits.map((one) => (
          <Line key={one.key}>
            {t.rich('waitsFor', { name: one.asked.name, when: <RelativeDue at={one.dueAt ?? one.maxAt} says="by" /> })},{' '}
            {t('otherwise', { what: one.otherwise })}
          </Line>
        ))}
      </Lines>
    </Section>
  );
};

const FEW = 8;

/** What happened, newest first, in sentences. */
export const History = ({ history }: { readonly history: readonly Past[] }): ReactNode => {
  const [all, setAll] = useState(false);
  const lines = history.toReversed();
  return (
    <Section title={t('history')} bare>
      <Lines>
        {(all ? lines : lines.slice(0, FEW)).map((line) => (
          <Line key={line.version}>
            {line.sentence} <LocalTime at={line.at} />
          </Line>
        ))}
      </Lines>
      {lines.length > FEW && !all && <Mark onClick={() => setAll(true)}>{t('allHistory', { n: lines.length })}</Mark>}
    </Section>
  );
};
