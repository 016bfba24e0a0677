import type { ReactNode } from 'react';
import type { Found } from '#web/api/route-map.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Excerpt, Pieces } from '#web/ui/pieces.tsx';
import { Row } from '#web/ui/row.tsx';
import { addressOfFound, stateOf, wordOf } from './found.ts';
import { t } from './strings.ts';

/** What was found, and where in it. */
export const FoundRow = ({ item }: { readonly item: Found }): ReactNode => {
  const href = addressOfFound(item);
  const facts = [
    wordOf(item.kind),
    item.number === null ? (item.handle ?? null) : t('number', { number: item.number }),
    stateOf(item),
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
