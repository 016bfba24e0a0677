import type { ReactNode } from 'react';
import type { Found } from '#web/api/route-map.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Excerpt, Pieces } from '#web/ui/pieces.tsx';
import { Row } from '#web/ui/row.tsx';
import { addressOfFound } from './found.ts';
import { t } from './strings.ts';

const WORDS = {
  page: 'page',
  decision: 'decision',
  request: 'request',
  meeting: 'meeting',
  task: 'task',
  goal: 'goal',
  plan: 'plan',
  comment: 'comment',
  file: 'file',
  person: 'person',
  team: 'team',
  agent: 'agent',
  space: 'spaceKind',
} as const;
const isWord = (kind: string): kind is keyof typeof WORDS => kind in WORDS;

/** What was found, and where in it. */
export const FoundRow = ({ item }: { readonly item: Found }): ReactNode => {
  const href = addressOfFound(item);
  const facts = [
    isWord(item.kind) ? t(WORDS[item.kind]) : item.kind,
    item.number === null ? (item.handle ?? null) : t('number', { number: item.number }),
    item.status,
    item.space,
    item.by === null ? null : t('byWhom', { name: item.by }),
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <Row
      title={item.kind === 'comment' && item.on ? item.on.title : <Pieces pieces={item.titlePieces} />}
      sub={
        <>
          {item.excerpt.length > 0 && <Excerpt pieces={item.excerpt} />}
          <bdi>{facts.join(' · ')}</bdi>
        </>
      }
      {...(item.when === null ? {} : { right: <LocalTime at={item.when} form="date" /> })}
      brief
      {...(href === null ? {} : { href })}
    />
  );
};
