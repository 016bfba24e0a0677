import { isMap, isSeq, parseDocument, type Document } from 'yaml';

export interface NewPerson {
  readonly name: string;
  readonly zone: string;
  /** `09:00-17:00` */
  readonly hours: string;
  readonly roles: readonly string[];
  /** ISO 8601; null: no leave. */
  readonly away: { readonly from: string; readonly to: string } | null;
}

export interface NewEvent {
  readonly at: string;
  readonly by: string;
  /** The event's key and its value: `stance`, `agree`. */
  readonly does: string;
  readonly what: string;
  readonly reason: string;
  readonly alternative: string;
}

/** A story with one more person. Null where the text is no YAML map that can be built on. */
export const addPerson = (text: string, { name, zone, hours, roles, away }: NewPerson): string | null =>
  changed(text, (document) => {
    const person = {
      zone,
      week: { 'mon-fri': hours },
      ...(roles.length > 0 && { roles }),
      ...(away && { leave: [away] }),
    };
    document.setIn(['actors', name], flow(document, person));
  });

/** A story in which one thing more happens. */
export const addEvent = (text: string, { at, by, does, what, reason, alternative }: NewEvent): string | null =>
  changed(text, (document) => {
    const event = flow(document, {
      at,
      by,
      [does]: what,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
      ...(alternative.trim() !== '' && { alternative: alternative.trim() }),
    });
    const events = document.get('events');
    if (isSeq(events)) events.add(event);
    else document.set('events', document.createNode([event]));
  });

const changed = (text: string, change: (document: Document) => void): string | null => {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !(document.contents === null || isMap(document.contents))) return null;
  change(document);
  return document.toString({ lineWidth: 0 });
};

const flow = (document: Document, value: unknown): unknown => document.createNode(value, { flow: true });
