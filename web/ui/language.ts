import { createElement, Fragment } from 'react';
import type { ReactNode } from 'react';

/** A sentence with `{names}`; the plural forms choose by `{n}`. */
export type Message = string | { readonly one: string; readonly other: string };

type Names<S extends string> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type NamesOf<M extends Message> = M extends string
  ? Names<M>
  : M extends { one: infer A extends string; other: infer B extends string }
    ? Names<A> | Names<B> | 'n'
    : never;
type Values<M extends Message, V> = [NamesOf<M>] extends [never]
  ? []
  : [values: { readonly [N in NamesOf<M>]: N extends 'n' ? number : V }];

/** `t('proceeds', { when })` is text; `t.rich` takes elements for its names and gives a node. */
export interface Translate<C extends Record<string, Message>> {
  <K extends keyof C & string>(key: K, ...values: Values<C[K], string | number>): string;
  rich<K extends keyof C & string>(key: K, ...values: Values<C[K], ReactNode>): ReactNode;
}

const translations = new Map<string, Readonly<Record<string, Message>>>();
let language = 'en';

/** The language of dates, numbers and plurals. British English: days before months, 24 hours. */
export const locale = (): string => (language === 'en' ? 'en-GB' : language);

/** Replaces the English of some scopes. What a translation leaves out stays English. */
export const speak = (to: string, scopes: Readonly<Record<string, Readonly<Record<string, Message>>>>): void => {
  language = to;
  translations.clear();
  for (const [scope, messages] of Object.entries(scopes)) translations.set(scope, messages);
};

/** All the sentences of one screen, in its `strings.ts`: `export const t = catalogue('decisions.log', { … })`. */
export const catalogue = <const C extends Record<string, Message>>(scope: string, messages: C): Translate<C> => {
  const textOf = (key: string, values: Record<string, unknown>): string => {
    const message = translations.get(scope)?.[key] ?? messages[key] ?? key;
    if (typeof message === 'string') return message;
    return new Intl.PluralRules(locale()).select(Number(values['n'])) === 'one' ? message.one : message.other;
  };
  const say = (key: string, values: Record<string, unknown> = {}): string =>
    textOf(key, values).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  const rich = (key: string, values: Record<string, ReactNode> = {}): ReactNode => {
    const parts = textOf(key, values).split(/\{(\w+)\}/);
    return createElement(Fragment, null, ...parts.map((part, index) => (index % 2 === 0 ? part : values[part])));
  };
  return Object.assign(say, { rich });
};
