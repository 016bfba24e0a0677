import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { use } from 'react';
import type { ReactNode } from 'react';
import { goBy } from '../ui/go.ts';
import { Skeleton } from '../ui/notes.tsx';
import type { ScreenRoute } from '../ui/screens.ts';
import { Broken, NotFound } from './lost.tsx';
import { navigation, routes } from './screens.ts';
import { Frame } from './frame.tsx';
import { Unloaded } from './unloaded.ts';

const Waiting = (): ReactNode => (
  <div className="waiting-page">
    <Skeleton title />
  </div>
);

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    const first = navigation[0];
    if (first && first.href !== '/') throw redirect({ href: first.href, replace: true });
  },
  component: NotFound,
});

const routeOf = (screen: ScreenRoute) => {
  let loaded: Awaited<ReturnType<ScreenRoute['load']>> | undefined;
  let loading: Promise<NonNullable<typeof loaded>> | undefined;
  let failed = false;
  const load = (): Promise<NonNullable<typeof loaded>> =>
    (loading ??= screen.load().then(
      (module) => (loaded = module),
      (error: unknown) => {
        failed = true;
        throw new Unloaded('This screen could not be loaded', { cause: error });
      },
    ));
  const Shown = (): ReactNode => {
    // What is there is shown at once: a promise, resolved or not, would show the waiting picture first.
    const { Screen } = loaded ?? use(load());
    return <Screen params={route.useParams()} search={route.useSearch()} />;
  };
  // The router awaits it before it shows the screen, and links load it ahead; what is out of reach is said by the screen itself.
  Shown.preload = (): Promise<void> => {
    // What was out of reach is tried again by whoever comes anew. Tried again by the screen that says so, it would never say it.
    if (failed) loading = undefined;
    failed = false;
    return load().then(
      () => undefined,
      () => undefined,
    );
  };
  const route = createRoute({
    getParentRoute: () => rootRoute,
    path: screen.path,
    component: Shown,
    staticData: { who: screen.who ?? 'member' },
    beforeLoad: () => {
      document.title = `${screen.title} · Proceed`;
    },
  });
  return route;
};

/** The address's query is text and nothing else: `?q=3` is the text 3. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
const stringifySearch = (search: Record<string, unknown>): string => {
  const text = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    ),
  ).toString();
  return text === '' ? '' : `?${text}`;
};

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...(routes.some((screen) => screen.path === '/') ? [] : [startRoute]),
    ...routes.map(routeOf),
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
});

goBy((href, how) => (how?.replace ? router.history.replace(href) : router.history.push(href)));

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    readonly who?: 'member' | 'anyone';
  }
}
