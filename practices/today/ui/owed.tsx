import { useState } from 'react';
import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ListMark } from '#web/ui/news.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './strings.ts';
import type { Today } from './today.tsx';

type OwedItem = Today['owe'][number];

/** So many are a page; more is a day's work anyway. */
const AT_ONCE = 50;

/** What is asked of the reader: what fits into the room that they have, then the rest. */
export const Owed = ({ owe }: { readonly owe: readonly OwedItem[] }): ReactNode => {
  const [most, setMost] = useState(AT_ONCE);
  const shown = owe.slice(0, most);
  const now = shown.filter(({ fits }) => fits);
  const rest = shown.filter(({ fits }) => !fits);
  const left = owe.length - shown.length;
  return (
    <>
      {now.length > 0 && <List items={now} label={t('owe')} />}
      {rest.length > 0 && <ListMark>{t('rest')}</ListMark>}
      {rest.length > 0 && <List items={rest} label={t('rest')} quiet />}
      {left > 0 && (
        <Buttons>
          <Button onClick={() => setMost(most + AT_ONCE)}>{t('showMore', { n: Math.min(AT_ONCE, left) })}</Button>
        </Buttons>
      )}
    </>
  );
};

const List = (props: { readonly items: readonly OwedItem[]; readonly label: string; readonly quiet?: boolean }): ReactNode => (
  <Rows label={props.label}>
    {props.items.map((item) => (
      <OwedRow key={`${item.artifact.id} ${item.key}`} item={item} quiet={props.quiet === true} />
    ))}
  </Rows>
);

const OwedRow = ({ item, quiet }: { readonly item: OwedItem; readonly quiet: boolean }): ReactNode => {
  const { artifact, asker, dueAt, minutes, otherwise, urgent } = item;
  const facts = [
    t(item.kind),
    asker === null ? null : t('askedBy', { name: asker.name }),
    t('number', { number: artifact.number }),
    t('minutesOf', { n: minutes }),
    urgent ? t('urgent') : null,
  ].filter((fact) => fact !== null);
  const href = addressOfArtifact(artifact.kind, artifact);
  return (
    <Row
      title={titleOf(item)}
      {...(href === null ? {} : { href })}
      sub={facts.join(' · ')}
      right={dueAt === null ? t('stands') : t.rich('by', { when: <LocalTime at={dueAt} /> })}
      under={t('else', { what: otherwise })}
      quiet={quiet}
      {...(urgent ? { tone: 'stop' } : {})}
    />
  );
};

/** "answer “Who can read the backups?”" says no more than the title; "Raj objects to …" and "Would you decide …?" do. */
const titleOf = ({ why, artifact }: OwedItem): string => {
  const plain = why.endsWith(`“${artifact.title}”`) && why[0] === why[0]?.toLowerCase();
  return plain || why === '' ? artifact.title : why;
};
