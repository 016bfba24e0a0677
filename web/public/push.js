/* What the service worker does with a push: it shows it, and goes to its page. Workbox's worker imports this file. */
{
  /** @typedef {{ waitUntil(work: Promise<unknown>): void }} Lasting */
  /** @typedef {{ url: string, focus(): Promise<unknown> }} Opened */
  /** @typedef {{ title: string, body: string, path: string, tag: string }} Told what server/push/pushes.ts seals */
  const worker =
    /** @type {typeof globalThis & { registration: ServiceWorkerRegistration, clients: { matchAll(options: object): Promise<Opened[]>, openWindow(url: string): Promise<unknown> } }} */ (
      globalThis
    );

  /** @param {unknown} told @returns {told is Told} */
  const isTold = (told) =>
    typeof told === 'object' &&
    told !== null &&
    ['title', 'body', 'path', 'tag'].every((name) => typeof Object.entries(told).find(([key]) => key === name)?.[1] === 'string');

  /** Browsers want every push shown; of one that cannot be read there is only to say that it came. @param {{ json(): unknown } | null} data @returns {Told} */
  const read = (data) => {
    /** @type {unknown} */
    let told = null;
    try {
      told = data?.json();
    } catch {
      // It is no JSON.
    }
    return isTold(told) ? told : { title: 'Something waits for you', body: 'See it in Today.', path: '/', tag: 'unread' };
  };

  /** One that comes twice has the same tag, and takes the place of the first without a sound. @param {Told} told */
  const show = ({ title, body, path, tag }) =>
    worker.registration.showNotification(title, { body, tag, data: { path }, icon: '/icon-192.png', lang: 'en' });

  /** To the window that shows the page already, else to a new one; never to another place than this app. @param {unknown} path */
  const open = async (path) => {
    const home = new URL('/', worker.location.origin);
    const wanted = URL.parse(typeof path === 'string' ? path : '/', home) ?? home;
    const to = wanted.origin === home.origin ? wanted : home;
    const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const there = windows.find(({ url }) => new URL(url).pathname === to.pathname);
    return there ? there.focus() : worker.clients.openWindow(to.href);
  };

  /** The browser has another address for this device. @param {{ oldSubscription?: PushSubscription | null, newSubscription?: PushSubscription | null }} change */
  const renew = async ({ oldSubscription, newSubscription }) => {
    const fresh =
      newSubscription ?? (oldSubscription ? await worker.registration.pushManager.subscribe(oldSubscription.options) : null);
    if (!fresh) return;
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    await fetch('/api/me/devices', { method: 'POST', headers, body: JSON.stringify(fresh) });
  };

  addEventListener('push', (event) => {
    const push = /** @type {Event & Lasting & { data: { json(): unknown } | null }} */ (event);
    push.waitUntil(show(read(push.data)));
  });

  addEventListener('notificationclick', (event) => {
    const click = /** @type {Event & Lasting & { notification: Notification }} */ (event);
    click.notification.close();
    click.waitUntil(open(click.notification.data?.path));
  });

  addEventListener('pushsubscriptionchange', (event) => {
    const change = /** @type {Event & Lasting & Parameters<typeof renew>[0]} */ (event);
    change.waitUntil(renew(change));
  });
}
