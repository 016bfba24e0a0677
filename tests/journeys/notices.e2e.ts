import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { found, join, PASSWORD } from '../harness/client.ts';
import { pushService } from '../harness/push-service.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';

const service = await pushService();
const app = await appPages({ outgoing: ['127.0.0.1'], whole: true });
// Friday, 10:00 in Berlin, 14:30 in Pune.
await app.server.clock.set('2026-03-27T09:00:00Z');
const ines = await found(app.server.address);
const raj = await join(app.server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

const here = (page: Page) => page.getByRole('checkbox', { name: 'Tell me on this device' });

/** As whoever sits there does it in the browser's own settings. */
const permit = async (page: Page): Promise<(setting: 'denied' | 'prompt' | 'granted') => Promise<void>> => {
  const tools = await page.context().newCDPSession(page);
  const { targetInfo } = await tools.send('Target.getTargetInfo');
  const all = await page.context().browser()?.newBrowserCDPSession();
  return async (setting) => {
    await all?.send('Browser.setPermission', {
      permission: { name: 'notifications' },
      setting,
      origin: app.server.address,
      ...(targetInfo.browserContextId === undefined ? {} : { browserContextId: targetInfo.browserContextId }),
    });
  };
};

/** The worker of the app is there, as it is for whoever has opened the app before. */
const withWorker = (page: Page): Promise<unknown> => page.evaluate('navigator.serviceWorker.ready.then(() => true)');

/** The browser's own push service is a company's; this gives the page a subscription at ours, as the browser would. */
const subscribedHere = (subscription: object, already = false): string => `{
  const made = { options: {}, toJSON: () => (${JSON.stringify(subscription)}), unsubscribe: async () => { current = null; return true; } };
  let current = ${already ? 'made' : 'null'};
  PushManager.prototype.getSubscription = async () => current;
  PushManager.prototype.subscribe = async () => (current = made);
}`;

describe('how I am told', () => {
  it('is chosen for each way, and kept', async () => {
    const page = await app.open('/settings', { as: raj });
    await page.getByRole('link', { name: 'Notices' }).click();
    await page.getByText('No mail server is set up here').waitFor();
    await page.getByText('Holds as soon as a device is turned on.').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: 'Together, when you can be reached again' }).isChecked()).toBe(true);
    const kept = page.waitForResponse((reply) => reply.request().method() === 'PUT' && reply.ok());
    await page.getByRole('radio', { name: 'As it happens, while you can be reached' }).check();
    await kept;
    await expectFaultless(page, 'notices');
    await page.reload();
    await page.getByText('No mail server is set up here').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: 'As it happens, while you can be reached' }).isChecked()).toBe(true);
    await page.context().close();
  });

  it('says plainly that the browser does not allow it, and offers it when it does', async () => {
    const page = await app.open('/settings/notices', { as: raj, ...WITH_WORKER });
    const allow = await permit(page);
    await allow('denied');
    await page.getByText('This browser does not let Proceed tell you anything.').waitFor();
    await expectFaultless(page, 'denied');
    await allow('prompt');
    await here(page).waitFor();
    await expect.poll(() => here(page).isChecked()).toBe(false);
    await page.context().close();
  });

  it('hears of a setting that was changed before the browser told what it is', async () => {
    const page = await app.open('/sign-in', WITH_WORKER);
    const [name = '', value = ''] = raj.cookie().split('=');
    await page.context().addCookies([{ name, value, url: app.server.address }]);
    await page.addInitScript(`{
      const ask = navigator.permissions.query.bind(navigator.permissions);
      const late = new Promise((resolve) => { globalThis.tell = resolve; });
      navigator.permissions.query = async (what) => { await late; return ask(what); };
    }`);
    const allow = await permit(page);
    await allow('prompt');
    await page.goto('/settings/notices');
    await here(page).waitFor();
    await allow('denied');
    await page.evaluate('tell()');
    await page.getByText('This browser does not let Proceed tell you anything.').waitFor();
    await page.context().close();
  });

  it('says that nothing was turned on where the browser’s push service cannot be reached', async () => {
    const page = await app.open('/settings/notices', { as: raj, permissions: ['notifications'], ...WITH_WORKER });
    await withWorker(page);
    await here(page).click();
    await page.getByText('Nothing was turned on: this browser’s push service cannot be reached.').waitFor({ timeout: 40_000 });
    await expect.poll(() => here(page).isChecked()).toBe(false);
    await expectFaultless(page, 'unreachable');
    await page.context().close();
  });

  it('is not offered by a browser that cannot', async () => {
    const page = await app.open('/sign-in', WITH_WORKER);
    const [name = '', value = ''] = raj.cookie().split('=');
    await page.context().addCookies([{ name, value, url: app.server.address }]);
    await page.addInitScript('delete globalThis.PushManager');
    await page.goto('/settings/notices');
    await page.getByText('This browser cannot tell you anything while Proceed is closed.').waitFor();
    await page.context().close();
  });
});

describe('a device that is turned on', () => {
  it('shows what is asked, leads to it, and is told nothing once it is turned off', async () => {
    const laptop = service.subscribe('laptop of Raj');
    const page = await app.open('/settings/notices', { as: raj, permissions: ['notifications'], ...WITH_WORKER });
    await page.addInitScript(subscribedHere(laptop.subscription));
    await page.reload();
    await withWorker(page);
    await here(page).click();
    await page.getByText('Titles and names are shown, also where the screen is locked').waitFor();
    await expect.poll(() => here(page).isChecked()).toBe(true);
    await expectFaultless(page, 'on');

    const asked = await ines.post('/api/requests', { to: 'raj', question: 'Who can?', title: 'Who can read the backups?' });
    await expect.poll(() => service.arrived.length).toBe(1);
    const told = service.arrived[0]?.payload;
    const browser = await page.context().newCDPSession(page);
    const registrations: string[] = [];
    browser.on('ServiceWorker.workerRegistrationUpdated', (update) =>
      registrations.push(...update.registrations.map(({ registrationId }) => registrationId)),
    );
    await browser.send('ServiceWorker.enable');
    await expect.poll(() => registrations.length).toBeGreaterThan(0);
    const deliver = (data: string) =>
      browser.send('ServiceWorker.deliverPushMessage', {
        origin: app.server.address,
        registrationId: registrations[0] ?? '',
        data,
      });
    const shown = () =>
      page.evaluate<readonly string[]>(
        `navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((all) => all.map(({ title, body }) => title + ' | ' + body))`,
      );
    for (let times = 0; times < 2; times += 1) await deliver(JSON.stringify(told));
    await expect.poll(shown).toEqual([expect.stringMatching(/^Answer “Who can read the backups\?” \| Ines Prado asks: about/)]);

    const [worker] = page.context().serviceWorkers();
    const opened = await worker?.evaluate<string>(`(async () => {
      let opened = '';
      self.clients.openWindow = async (url) => (opened = url);
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
      while (opened === '') await new Promise((resume) => setTimeout(resume, 20));
      return opened;
    })()`);
    expect(opened).toBe(`${app.server.address}/requests/${String(asked.json['number'])}`);
    await expect.poll(shown).toEqual([]);
    // A browser that is just letting go of its worker drops what the debugger delivers.
    const delivered = async (data: string): Promise<readonly string[]> => {
      if ((await shown()).length === 0) await deliver(data);
      return shown();
    };
    await expect.poll(() => delivered('no JSON')).toEqual(['Something waits for you | See it in Today.']);

    await here(page).click();
    await page.getByText('Your browser asks whether it may.').waitFor();
    expect((await raj.get('/api/me/devices')).json['items']).toEqual([]);
    await page.context().close();
    app.faultless();
  });

  it('is on again when its person signs in again, and stays silent for anybody else', async () => {
    const phone = service.subscribe('phone of Raj');
    const page = await app.open('/sign-in', { permissions: ['notifications'], ...WITH_WORKER });
    await page.addInitScript(subscribedHere(phone.subscription, true));
    await page.evaluate(`localStorage.setItem('proceed:told-here', '${raj.id}')`);
    const enter = async (mail: string): Promise<void> => {
      await page.goto('/sign-in');
      await page.getByRole('textbox', { name: 'Mail' }).fill(mail);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      await page.goto('/settings/notices');
      await here(page).waitFor();
    };
    await enter('ines@northwind.example');
    expect((await ines.get('/api/me/devices')).json['items']).toEqual([]);
    await page.context().clearCookies();
    await enter('raj@northwind.example');
    await expect.poll(async () => (await raj.get('/api/me/devices')).json['items']).toMatchObject([{ here: false }]);
    await page.reload();
    await expect.poll(() => here(page).isChecked()).toBe(true);
    await page.context().close();
    app.faultless();
  });
});
