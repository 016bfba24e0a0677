import type { ReplyOf } from '#web/api/route-map.ts';

export type Book = NonNullable<ReplyOf<'GET', '/api/meetings/week'>['book']>;
export type Dropped = ReplyOf<'POST', '/api/meetings/drops'>;
export type Report = Dropped['report'];
export type Attendance = Dropped['attendance'];
export type AdviceItem = Report['advice']['items'][number];
export type Series = Report['series'][number];

/** The forms that are made here; the others are advice in words. */
export const FORMS = ['decision-document', 'written-round', 'page-with-acknowledgement'] as const;
export type Form = (typeof FORMS)[number];

/** What the button of an item makes; null: it is advice in words. A plan, and what is unclear, begin with a document that settles questions. */
export const formOf = ({ form }: AdviceItem): Form | null =>
  FORMS.find((one) => one === form) ?? (form === 'planning-document' || form === 'document-first' ? 'decision-document' : null);
