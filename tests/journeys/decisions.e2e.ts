import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';
import { berlinAndPune, MONDAY } from './berlin-and-pune.ts';

const { server, open, complaints } = await appPages();

type Person = Client & { readonly id: string };
let ines: Client;
let raj: Person;

beforeAll(async () => {
  ({ ines, raj } = await berlinAndPune(server));
});

const opened = async (title: string, more: object = {}): Promise<number> => {
  const { status, json, text } = await ines.post('/api/decisions', {
    title,
    space: 'platform',
    problem: 'Every new region asks for its own replica set.',
    recommendation: 'One primary per region, because the failures that we had were of people.',
    open: true,
    ...more,
  });
  if (status !== 201) throw new Error(text);
  return Number(json['number']);
};

const look = async (number: number): Promise<Record<string, unknown>> => (await ines.get(`/api/decisions/${number}`)).json;
/** Everybody's page has the clock of the day only when it is asked again. */
const again = (page: Page): Promise<unknown> => page.reload();
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
const panel = (page: Page) => page.getByRole('complementary', { name: 'The run' });

describe('a decision between Berlin and Pune', () => {
  it('is written and opened by one, read by the other in their own time, and proceeds at the shown minute before both their eyes', async () => {
    await server.clock.set(MONDAY);
    const berlin = await open('/decisions/new', { as: ines });
    await berlin.getByLabel('Title').fill('Keep one PostgreSQL per region until 2028');
    await berlin.getByLabel('Problem', { exact: true }).fill('Every new region asks for its *own* replica set.');
    await berlin.getByRole('textbox', { name: 'Option A' }).fill('One primary per region');
    await berlin.getByLabel('What would follow from A').fill('Known by everybody on the rota.');
    await berlin.getByLabel('Recommendation and rationale').fill('A, because the failures were of people.');
    await berlin.getByLabel('Next steps').fill('Rehearse failover\nWrite the sizing page');
    await berlin.getByText('Opened now, it asks Raj Mehta.').waitFor();
    await berlin.getByRole('button', { name: 'Keep as draft' }).click();
    await berlin.getByRole('heading', { level: 1, name: 'Keep one PostgreSQL per region until 2028' }).waitFor();
    await berlin.getByText('Opened now, it asks Raj Mehta.').waitFor();
    await expectFaultless(berlin, 'a draft');
    await berlin.keyboard.press('o');
    await berlin.getByText('Proceeds Tue 10:00 unless blocked').first().waitFor();
    await expectFaultless(berlin, 'an open decision');

    const pune = await open(new URL(berlin.url()).pathname, { as: raj, timezoneId: 'Asia/Kolkata' });
    await pune.getByText('Proceeds Tue 14:30 unless blocked').first().waitFor();
    await pune.getByRole('heading', { name: 'Why Tuesday 14:30' }).waitFor();
    await pune.getByRole('row', { name: 'Raj Mehta' }).getByText('0/4 h').waitFor({ state: 'attached' });

    await server.clock.set('2026-11-17T08:59:50Z');
    expect((await look(Number(new URL(berlin.url()).pathname.split('/').at(-1))))['status']).toBe('open');
    await server.clock.set('2026-11-17T09:00:01Z');
    await berlin
      .getByText(/^Accepted .*10:00$/)
      .first()
      .waitFor();
    await pune
      .getByText(/^Accepted .*14:30$/)
      .first()
      .waitFor();
    await panel(pune).getByText('proceeded: its window ended and nothing blocked it.').waitFor();

    // [R9] An objection after that is recorded, and what is new asks the author, who opens it again.
    await pune.getByRole('button', { name: 'Object…' }).click();
    await pune.getByLabel('Why?').fill('The sizing page was wrong.');
    await pune.getByLabel('What instead?').fill('One for two regions.');
    await pune.getByLabel('What is new since it was decided?').fill('Traffic doubled on Monday.');
    await pune.getByRole('button', { name: 'Object', exact: true }).click();
    for (const page of [pune, berlin]) {
      await panel(page).getByText('“The sizing page was wrong.”').waitFor();
      await panel(page).getByText('Came after the decision; recorded.').waitFor();
    }
    await berlin.getByText('Raj Mehta has new information: “Traffic doubled on Monday.”').waitFor();
    await expectFaultless(berlin, 'a late objection');
    await berlin.getByRole('button', { name: 'Reopen…' }).click();
    await berlin.getByLabel('Why?').fill('Traffic doubled.');
    await berlin.getByRole('button', { name: 'Reopen it' }).click();
    await pune
      .getByText(/^Blocked by Raj Mehta/)
      .first()
      .waitFor();
    // Why is read on the page itself, on a phone too.
    for (const page of [pune, berlin]) await page.getByText(/^Reopened .* by Ines Prado: “Traffic doubled.”$/).waitFor();
    await pune.setViewportSize({ width: 390, height: 844 });
    await pune.getByText(/^Reopened .* by Ines Prado: “Traffic doubled.”$/).waitFor();
    expect(complaints()).toEqual([]);
    await berlin.context().close();
    await pune.context().close();
  });

  it('is held up by an objection, amended, its window begun anew, and proceeds once the objection is resolved', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Rehearse failover monthly');
    const pune = await open(`/decisions/${number}`, { as: raj, timezoneId: 'Asia/Kolkata' });
    const berlin = await open(`/decisions/${number}`, { as: ines });
    // By keyboard: Escape folds it, and one goes on where one was; by its key, where one would have pressed it.
    await pune.keyboard.press('x');
    await pune.getByLabel('Why?').and(pune.locator(':focus')).waitFor();
    await pune.keyboard.press('Escape');
    await pune.getByRole('button', { name: 'Object…' }).and(pune.locator(':focus')).waitFor();
    await pune.evaluate('document.activeElement.blur()');
    await pune.getByRole('button', { name: 'Object…' }).focus();
    await pune.keyboard.press('Enter');
    await pune.getByLabel('Why?').and(pune.locator(':focus')).waitFor();
    await pune.keyboard.press('Escape');
    await pune.getByRole('button', { name: 'Object…' }).and(pune.locator(':focus')).waitFor();
    await pune.keyboard.press('Enter');
    await pune.getByRole('button', { name: 'Object', exact: true }).click();
    await pune
      .getByText(/^An objection needs/)
      .first()
      .waitFor();
    await pune.getByLabel('Why?').fill('Monthly is not enough with four people.');
    await pune.getByLabel('What instead?').fill('Weekly, rotating.');
    await pune.getByRole('button', { name: 'Object', exact: true }).click();
    await berlin
      .getByText(/^Blocked by Raj Mehta/)
      .first()
      .waitFor();
    await panel(berlin).getByText('“Monthly is not enough with four people.”').waitFor();
    await expectFaultless(berlin, 'a blocked decision');
    // On a phone, what blocks it and the reply that is owed are there without unfolding anything, and once.
    await berlin.setViewportSize({ width: 390, height: 844 });
    await berlin.getByText(/^Blocked by Raj Mehta, else it lapses .*, for nobody else can decide$/).waitFor();
    await berlin.getByRole('heading', { name: 'What blocks it' }).waitFor();
    await berlin.getByText('“Monthly is not enough with four people.”').waitFor();
    await berlin.getByRole('button', { name: 'Reply…' }).waitFor();
    await berlin.setViewportSize({ width: 1280, height: 860 });

    await server.clock.set('2026-11-17T12:00:00Z');
    expect((await look(number))['status']).toBe('open');
    await berlin.getByRole('button', { name: 'Reply…' }).click();
    await berlin.getByLabel('Your reply to Raj Mehta').fill('Weekly it is. Does that resolve it?');
    await berlin.getByRole('button', { name: 'Send' }).press('Enter');
    await panel(pune).getByText('Weekly it is.', { exact: false }).waitFor();
    // What was pressed is gone, and the focus beside where it was.
    await panel(berlin).locator('button:focus').and(berlin.locator(':not([type=submit])')).waitFor();
    await berlin.getByRole('button', { name: 'More', exact: true }).click();
    await berlin.getByRole('menuitem', { name: 'Amend…' }).click();
    await berlin.getByLabel('Recommendation and rationale').fill('One primary per region; failover is rehearsed weekly.');
    await berlin.getByRole('button', { name: 'Amend it' }).click();
    await berlin.getByText('must say why').first().waitFor();
    await berlin.getByLabel('What changed, and why?').fill('Rehearsed weekly, as Raj asks.');
    await berlin.getByRole('button', { name: 'Amend it' }).click();
    await panel(pune)
      .getByText(/Rehearsed weekly, as Raj asks\. \(material/)
      .waitFor();
    await pune.getByRole('button', { name: 'Resolve', exact: true }).press('Enter');
    await panel(berlin)
      .getByText(/^Resolved/)
      .waitFor();
    await expect.poll(() => pune.locator('main button:focus, main a:focus').count()).toBe(1);
    await expect.poll(() => pune.getByRole('button', { name: 'Resolve', exact: true }).count()).toBe(0);
    await pune.locator('main button:focus, main a:focus').waitFor();

    // [R6] A material amendment runs the whole window anew.
    await again(berlin);
    await berlin.getByText('Proceeds Wed 13:00 unless blocked').first().waitFor();
    await server.clock.set('2026-11-18T11:59:50Z');
    expect((await look(number))['status']).toBe('open');
    await server.clock.set('2026-11-18T12:00:30Z');
    await berlin
      .getByText(/^Accepted .*13:00$/)
      .first()
      .waitFor();
    expect(complaints()).toEqual([]);
    await berlin.context().close();
    await pune.context().close();
  });

  it('[A6] says who decides instead once the window ended with an objection open', async () => {
    await server.clock.set(MONDAY);
    const { json } = await ines.post('/api/spaces', { name: 'Harbour', slug: 'harbour' });
    await ines.put(`/api/spaces/${String(json['id'])}/members/${raj.id}`, { role: 'steward' });
    const number = await opened('Close the tenth gate', { space: 'harbour' });
    await raj.post(`/api/decisions/${number}/stances`, { stance: 'object', reason: 'The tide does not wait.' });
    await server.clock.set('2026-12-01T10:00:00Z');
    await expect.poll(async () => JSON.stringify((await look(number))['history'])).toContain('the stewards');
    const berlin = await open(`/decisions/${number}`, { as: ines });
    await berlin
      .getByText(
        /^It went to the stewards to decide\. It can end at any moment; an objection is open, so it can wait until [^,]*$/,
      )
      .waitFor();
    await expectFaultless(berlin, 'a decision that was escalated');
    await server.clock.set(MONDAY);
    await berlin.context().close();
  });

  it('is said in its space as the log says it, and so are requests', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Number the quays anew');
    await raj.post(`/api/decisions/${number}/stances`, { stance: 'object', reason: 'The signs are painted.' });
    await raj.post('/api/requests', { to: 'ines', question: 'Who paints the signs?', space: 'platform' });
    const page = await open('/spaces/platform', { as: ines });
    const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
    await row('Number the quays anew').getByText('Blocked by Raj Mehta').waitFor();
    await row('Who paints the signs?').getByText('Raj Mehta asks you').waitFor();
    await expectFaultless(page, 'the work of a space');
    await page.context().close();
  });

  it('is made of a comment once, also when it had to be mended first', async () => {
    const number = await opened('Retire the tenth replica');
    const on = (await look(number))['id'];
    const { json } = await ines.post(`/api/artifacts/${String(on)}/comments`, { body: 'Then we should choose who rehearses.' });
    const page = await open(`/decisions/new?comment=${String(json['id'])}`, { as: ines });
    await page.getByRole('textbox', { name: 'Title' }).fill('Choose who rehearses');
    await page.getByLabel('Review date').fill('2020-01-01');
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    await page.getByText('The day of its review has come already').waitFor();
    await page.getByLabel('Review date').fill('2031-01-01');
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Choose who rehearses' }).waitFor();
    const { items } = (await ines.get('/api/decisions?status=draft&q=rehearses')).json as { readonly items: readonly unknown[] };
    expect(items).toHaveLength(1);
    await page.context().close();
  });

  it('takes a stance that was given without a network once, when the network is back', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Retire the eleventh replica');
    const pune = await open(`/decisions/${number}`, { as: raj, timezoneId: 'Asia/Kolkata', ...WITH_WORKER });
    await pune.getByRole('button', { name: 'Agree' }).waitFor();
    await pune.context().setOffline(true);
    await pune.keyboard.press('a');
    await pune.getByText('Will be sent when the network is back.').first().waitFor();
    await pune.getByLabel('Comment').fill('I agree, and wonder about March.');
    await pune.getByRole('button', { name: 'Comment' }).click();
    expect((await look(number))['stances']).toHaveLength(1);
    await pune.context().setOffline(false);
    await panel(pune).getByText('agrees').waitFor();
    await pune.getByText('Will be sent when the network is back.').first().waitFor({ state: 'detached' });
    const after = await look(number);
    expect(after['history']).toSatisfy(
      (lines: readonly { readonly sentence: string }[]) =>
        lines.filter(({ sentence }) => sentence === 'Raj Mehta agreed.').length === 1,
    );
    expect(after['comments']).toBe(1);
    await pune.context().close();
  });

  it('is found without a network in what was read, and nothing there says that it was not', async () => {
    await opened('Retire the twelfth replica');
    const berlin = await open('/decisions', { as: ines, ...WITH_WORKER });
    const line = berlin.getByRole('link', { name: 'Retire the twelfth replica' });
    for (const [address, seen] of [
      ['/protocols', berlin.getByRole('link', { name: 'A change ships' })],
      ['/decisions', line],
    ] as const) {
      await berlin.goto(server.address + address);
      await seen.waitFor();
      await berlin.evaluate('navigator.serviceWorker.ready.then(() => null)');
    }
    await berlin.context().setOffline(true);
    for (const [place, seen, api] of [
      ['Protocols', berlin.getByRole('link', { name: 'A change ships' }), '/api/protocols'],
      ['Decisions', line, '/api/decisions'],
    ] as const) {
      const asked = berlin.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === api);
      await berlin.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
      await berlin.reload();
      await asked;
      await seen.waitFor();
      await berlin.getByText('The server is out of reach').first().waitFor();
      await expect.poll(() => berlin.getByText('This was not opened on this device before').count()).toBe(0);
    }
    await berlin.context().close();
  });

  it('is read, agreed to and discussed on a phone', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('قرار حول تخزين البيانات في كل منطقة, with a long title that does not end where a phone does 🌍');
    const phone = await open(`/decisions/${number}`, { as: raj, viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.getByText('why?').click();
    await phone.getByRole('heading', { name: /^Why/ }).waitFor();
    await phone.getByText('why?').click();
    await expect.poll(() => phone.locator('kbd').filter({ visible: true }).count()).toBe(0);
    await phone.getByRole('button', { name: 'Agree' }).tap();
    await phone.getByText('You agree. Your latest word counts.').waitFor();
    await phone.getByLabel('Comment').pressSequentially('Thanks, @ine');
    await phone.getByRole('option', { name: 'Ines Prado' }).tap();
    await phone.getByRole('button', { name: 'Comment' }).tap();
    await phone.getByRole('article').getByText('Thanks,').waitFor();
    await phone.getByRole('button', { name: '+1' }).tap();
    await phone.getByRole('button', { name: '+1', pressed: true }).waitFor();
    await expectFaultless(phone, 'a decision on a phone');
    expect(complaints()).toEqual([]);
    await phone.context().close();
  });

  it('is voted on in one’s own order, by keyboard and on a phone, and shows what came of it once it is counted', async () => {
    await server.clock.set(MONDAY);
    const choices = ['Rotterdam', 'Gdańsk', 'Vigo'].map((title) => ({ title, consequences: 'A harbour.' }));
    const number = await opened('Where the next warehouse stands', { impact: 'high', options: choices });
    const berlin = await open(`/decisions/${number}`, { as: ines });
    const next = (option: string) => berlin.getByRole('button', { name: `${option}: rank it next` });
    const grip = (option: string) => berlin.getByRole('button', { name: new RegExp(`^${option}, place`) });
    await next('Rotterdam').press('Enter');
    // The focus is on what is pressed next, or on what was left out.
    await next('Vigo').press('Enter');
    await expect.poll(() => isFocused(next('Gdańsk'))).toBe(true);
    await berlin.keyboard.press('Enter');
    await expect.poll(() => isFocused(grip('Gdańsk'))).toBe(true);
    await berlin.getByRole('button', { name: 'Gdańsk: leave it out' }).press('Enter');
    await expect.poll(() => isFocused(next('Gdańsk'))).toBe(true);
    await berlin.keyboard.press('Enter');
    await berlin.getByRole('button', { name: /^Vigo, place 2 of 3/ }).press('ArrowUp');
    await berlin.getByRole('button', { name: /^Vigo, place 1 of 3/ }).waitFor();
    await expectFaultless(berlin, 'a ballot');
    await berlin.getByRole('button', { name: 'Vote', exact: true }).press('Enter');
    await berlin.getByText('You have voted.', { exact: false }).waitFor();
    await panel(berlin).getByText('1 of 2 have voted. What came of it is shown when it has been counted.').waitFor();
    await panel(berlin).getByText('votes Vigo > Rotterdam > Gdańsk').waitFor();

    const phone = await open(`/decisions/${number}`, { as: raj, viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.getByRole('button', { name: 'Gdańsk: rank it next' }).tap();
    await phone.getByRole('button', { name: 'Vigo: rank it next' }).tap();
    const [held, above] = [
      await phone.getByRole('button', { name: /^Vigo, place 2 of 2/ }).boundingBox(),
      await phone.getByRole('button', { name: /^Gdańsk, place 1 of 2/ }).boundingBox(),
    ];
    if (!held || !above) throw new Error('there is nothing to hold');
    await phone.mouse.move(held.x + held.width / 2, held.y + held.height / 2);
    await phone.mouse.down();
    await phone.mouse.move(above.x + above.width / 2, above.y - 4, { steps: 4 });
    await phone.mouse.up();
    await phone.getByRole('button', { name: /^Vigo, place 1 of 2/ }).waitFor();
    await expectFaultless(phone, 'a ballot on a phone');
    await phone.getByRole('button', { name: 'Vote', exact: true }).tap();

    await panel(berlin).getByText('Vigo won.').waitFor();
    await panel(berlin).getByRole('row', { name: /^Vigo/ }).getByText('2 : 0').first().waitFor();
    await expectFaultless(berlin, 'a vote that was counted');
    expect((await look(number))['status']).toBe('accepted');

    // The rule tells why it is so, and what ran under it.
    await berlin.goto(new URL('/protocols/choose%2Fvote', berlin.url()).href);
    await berlin.getByText('Version 1', { exact: false }).first().waitFor();
    await berlin.getByRole('button', { name: '1 run under it' }).click();
    await berlin.getByRole('link', { name: 'Where the next warehouse stands' }).waitFor();
    await expectFaultless(berlin, 'the versions of a protocol');
    expect(complaints()).toEqual([]);
    await phone.context().close();
    await berlin.context().close();
  });

  it('is found, read, answered and left by keyboard alone', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Walk here without a mouse');
    const page = await open('/people', { as: raj });
    // Two keys in a row are one only when the second follows at once, on a busy machine too.
    await Promise.all([page.keyboard.press('g'), page.keyboard.press('d')]);
    await page.getByRole('heading', { level: 1, name: 'Decisions' }).waitFor();
    await page.getByRole('link', { name: 'Walk here without a mouse' }).waitFor();
    await expectFaultless(page, 'the log');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${number}`);
    await page.getByRole('button', { name: 'Agree' }).waitFor();
    await page.keyboard.press('a');
    await page.getByText('You agree. Your latest word counts.').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('How decisions follow');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/decisions/graph');
    await page.keyboard.press('n');
    await page.waitForURL('**/decisions/new');
    await page.getByText('Opened now, it asks').waitFor();
    await expectFaultless(page, 'a new decision');
    expect(complaints()).toEqual([]);
    await page.context().close();
  });
});

describe('protocols', () => {
  it('are read as prose, each with the YAML it is made from', async () => {
    const page = await open('/protocols', { as: raj });
    await page.getByRole('link', { name: 'A decision that can be taken back' }).waitFor();
    await expectFaultless(page, 'the protocols');
    await page.getByRole('link', { name: 'A decision that can be taken back' }).click();
    await page.getByText('Every contributor and everybody affected has 24 hours', { exact: false }).waitFor();
    await page.getByText('id: decide/two-way', { exact: false }).waitFor();
    await expectFaultless(page, 'a protocol');
    expect(complaints()).toEqual([]);
    await page.context().close();
  });
});

describe('what one writes', () => {
  it('is shown as it will be read, before it is sent, and nothing of it is lost', async () => {
    const page = await open('/decisions/new', { as: ines, ...WITH_WORKER });
    const field = page.getByRole('textbox', { name: 'Problem', exact: true });
    await field.fill('Ask **@raj** about #1.');
    await page.getByRole('button', { name: 'Preview' }).first().click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.locator('strong .mention').waitFor();
    await preview.getByRole('link', { name: '#1' }).waitFor();
    await expectFaultless(page, 'a preview');
    await page.getByRole('button', { name: 'Write' }).first().click();
    await expect.poll(() => field.inputValue()).toBe('Ask **@raj** about #1.');
    await page.context().setOffline(true);
    await field.fill('Other words.');
    await page.getByRole('button', { name: 'Preview' }).first().click();
    await preview.getByText('The preview needs the network. Your text is kept.').waitFor();
    await page.context().close();
  });
});
