import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import type { Happening } from './feed.ts';
import { t } from './strings.ts';

/** One sentence, and the way to what it is about. */
export const HappeningRow = ({ item, seen }: { readonly item: Happening; readonly seen: boolean }): ReactNode => {
  const facts = [numberOf(item), item.space?.name];
  const href = hrefOf(item);
  return (
    <Row
      title={item.sentence}
      sub={facts.filter((fact) => fact !== null && fact !== undefined).join(' · ')}
      right={<LocalTime at={item.at} form="clock" />}
      quiet={seen}
      brief
      {...(href === null ? {} : { href })}
    />
  );
};

/** With its title, where the sentence does not say it. */
const numberOf = ({ sentence, subject: { number, title } }: Happening): string | null => {
  if (number === null) return null;
  return sentence.includes(title) ? t('number', { number }) : t('numberTitle', { number, title });
};

const NAMED: ReadonlySet<string> = new Set(['person', 'team', 'agent', 'space']);

const hrefOf = ({ subject, kind, artifact }: Happening): string | null => {
  if (NAMED.has(subject.kind) && subject.handle === null) return null;
  const href = addressOfArtifact(subject.kind, subject);
  return href !== null && kind === 'comment' ? `${href}#comment-${artifact}` : href;
};
