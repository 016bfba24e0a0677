import type { ReplyOf } from '#web/api/route-map.ts';
import { t } from './dependence-strings.ts';

type Part = ReplyOf<'GET', '/api/dependence'>['points'][number]['parts'][number];

const PARTS = {
  asked: t('part_asked'),
  'must-agree': t('part_must_agree'),
  casts: t('part_casts'),
  objects: t('part_objects'),
  clears: t('part_clears'),
  judges: t('part_judges'),
  overrules: t('part_overrules'),
  decides: t('part_decides'),
  instead: t('part_instead'),
} as const satisfies Record<Part, string>;

export const wordsOf = (parts: readonly Part[]): string => parts.map((part) => PARTS[part]).join(', ');
