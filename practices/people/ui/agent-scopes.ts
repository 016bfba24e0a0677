import type { Option } from '#web/ui/choice-field.tsx';
import { t } from './people-strings.ts';

/** What an agent may be let change, in the words of the navigation. */
export const KINDS: readonly Option[] = [
  { value: 'comment', label: t('kindComment') },
  { value: 'link', label: t('kindLink') },
  { value: 'mark', label: t('kindMark') },
  { value: 'decision', label: t('kindDecision') },
  { value: 'request', label: t('kindRequest') },
  { value: 'run', label: t('kindRun') },
  { value: 'page', label: t('kindPage') },
  { value: 'file', label: t('kindFile') },
  { value: 'task', label: t('kindTask') },
  { value: 'goal', label: t('kindGoal') },
  { value: 'plan', label: t('kindPlan') },
  { value: 'change', label: t('kindChange') },
  { value: 'meeting', label: t('kindMeeting') },
];

/** One that a later version knows is called by its own name. */
export const kindName = (kind: string): string => KINDS.find(({ value }) => value === kind)?.label ?? kind;
