import { api } from './client.ts';
import { currentActor } from './who.ts';

/*
 * Being told on this device, by web push. The browser has a subscription or none; the server has a device for this session or none. What
 * somebody wants is remembered here under their name, so that a session that ended and began again does not silence the device.
 */

/** Whether this browser can: over plain http none does; an iPhone does once the app is on its home screen. */
export type Ability = 'able' | 'insecure' | 'from-home-screen' | 'unable';

export const ability = (): Ability => {
  if (!isSecureContext) return 'insecure';
  if ('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis) return 'able';
  const apple =
    /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  return apple ? 'from-home-screen' : 'unable';
};

/** What the browser lets the app do: `default` asks when it is turned on. */
export const permission = (): NotificationPermission => ('Notification' in globalThis ? Notification.permission : 'denied');

/** Hears when the permission changes, in the browser's own settings too: once as soon as changes are heard, and at each. Returns what stops it. */
export const onPermission = (hear: () => void): (() => void) => {
  let status: PermissionStatus | null = null;
  let over = false;
  navigator.permissions?.query({ name: 'notifications' }).then(
    (found) => {
      if (over) return;
      status = found;
      status.addEventListener('change', hear);
      // What changed before the browser answered is no change any more.
      hear();
    },
    () => undefined,
  );
  return () => {
    over = true;
    status?.removeEventListener('change', hear);
  };
};

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  ability() === 'able' ? navigator.serviceWorker.getRegistration() : undefined;

/** Whether the browser has a subscription. */
export const isSubscribed = async (): Promise<boolean> => (await (await registration())?.pushManager.getSubscription()) != null;

/** `unreachable`: the browser could not reach its push service. Refusals of the server are thrown. */
export type Turned = 'on' | 'denied' | 'unanswered' | 'unreachable';

/** To be called from a press: browsers ask nobody otherwise. `key`: the installation's public key. */
export const turnOn = async (key: string): Promise<Turned> => {
  const allowed = await Notification.requestPermission();
  if (allowed !== 'granted') return allowed === 'denied' ? 'denied' : 'unanswered';
  const worker = await registration();
  const subscription = worker ? await subscribe(worker, key) : null;
  if (!subscription) return 'unreachable';
  try {
    await tellServer(subscription);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  remember(true);
  return 'on';
};

/** `device`: as the server knows it; null: it does not. */
export const turnOff = async (device: string | null): Promise<void> => {
  if (device !== null) await api.delete('/api/me/devices/:id', { params: { id: device } });
  remember(false);
  await (await (await registration())?.pushManager.getSubscription())?.unsubscribe();
};

/** After signing in anew: as it was on this device before. */
export const stayTold = async (): Promise<void> => {
  if (permission() !== 'granted' || !wanted()) return;
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (!subscription) return;
  const { items } = await api.get('/api/me/devices');
  if (!items.some(({ here }) => here)) await tellServer(subscription);
};

/** Some browsers ask for their push service without end where there is none. */
const PATIENCE = 20_000;

const subscribe = async (worker: ServiceWorkerRegistration, key: string): Promise<PushSubscription | null> => {
  const own = bytesOf(key);
  const before = await worker.pushManager.getSubscription();
  // One that was made for another installation at this address hears nothing of this one.
  if (before && !same(before.options.applicationServerKey, own)) await before.unsubscribe();
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  try {
    return await Promise.race([worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: own }), late]);
  } catch {
    return null;
  }
};

const tellServer = async (subscription: PushSubscription): Promise<void> => {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  await api.post('/api/me/devices', { body: { endpoint: endpoint ?? '', keys: { p256dh, auth } } });
};

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.codePointAt(0) ?? 0);

const same = (known: ArrayBuffer | null, own: Uint8Array): boolean => {
  const bytes = new Uint8Array(known ?? new ArrayBuffer(0));
  return bytes.length === own.length && bytes.every((byte, index) => byte === own[index]);
};

const KEY = 'proceed:told-here';

const remember = (on: boolean): void => {
  const actor = currentActor();
  if (on && actor !== null) localStorage.setItem(KEY, actor);
  else localStorage.removeItem(KEY);
};

const wanted = (): boolean => {
  const actor = currentActor();
  return actor !== null && localStorage.getItem(KEY) === actor;
};
