import type { Route } from './route.ts';

/** What the server tells about itself; made when somebody first asks. */
export interface About {
  readonly version: string;
  document(): Promise<string>;
  page(): Promise<{ readonly html: string; readonly policy: string }>;
}

export const about = (routes: () => readonly Route[], version: string): About => {
  let document: Promise<Readonly<Record<string, unknown>>> | null = null;
  const made = () => (document ??= import('./openapi.ts').then(({ openApiOf }) => openApiOf(routes(), version)));
  let page: ReturnType<About['page']> | null = null;
  return {
    version,
    document: async () => JSON.stringify(await made()),
    page: () => (page ??= Promise.all([made(), import('./api-page.ts')]).then(([of, { apiPage }]) => apiPage(of))),
  };
};
