import { expect, it } from 'vitest';
import type { Names } from '#kernel/stream/sentence.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { commentSentence, commentSilence, linkId, linkSentence } from '#practices/comments';
import { decisions } from '#practices/decisions';
import { requests } from '#practices/requests';
import { agentSentence, leaveTeams, personSentence, teamSentence } from '#practices/people';
import { leaveSpaces, organizationSentence, spaceSentence } from '#practices/spaces';
import { SYSTEM } from '#kernel/stream/event.ts';
import { AROHA, idOf, INES, MERE, NORTHWIND, RAJ, smallOrganization, TOMAS, WEEKDAYS } from '#tests/small-organization.ts';
import type { FeedRow } from './queries.ts';
import { namesFor, told, type Sentences, type Told } from './tell.ts';

const sentences: Sentences = {
  organization: organizationSentence,
  space: spaceSentence,
  person: personSentence,
  team: teamSentence,
  agent: agentSentence,
  comment: commentSentence,
  link: linkSentence,
};
const [SPACE, INNER, TEAM, AGENT, PAGE, OTHER, FIRST, LEAVE] = ['e1', 'e2', 'd1', 'b1', '1', '2', '31', '77'].map(idOf) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

const rowOf = (event: StreamEvent): FeedRow & Told => ({
  ...event,
  xid: '1',
  position: '1',
  subject: event.artifact,
  subject_kind: event.kind,
  number: '0',
  title: '',
  status: '',
  space: null,
});

const NOTHING_HAPPENED: StreamEvent = {
  org: NORTHWIND,
  artifact: PAGE,
  kind: '',
  version: 1,
  at: 0,
  by: INES,
  command: PAGE,
  causedBy: null,
  body: { type: '' },
  cursor: '1-1',
  number: 1,
  title: 'Plan',
  audience: ['org'],
  parent: null,
};

/** A quarter in which everything happens that can. */
const busy = async () => {
  const organization = await smallOrganization();
  const { sent, react } = organization;
  const say = (by: string, kind: string, artifact: string, name: string, data: object = {}, refs: string[] = []) =>
    sent({ by, kind, artifact, name, data, refs });
  const hours = { zone: 'UTC', week: WEEKDAYS };
  await say(INES, 'organization', NORTHWIND, 'change-settings', { name: 'Southwind', longestWindow: 86_400_000 });
  await say(INES, 'person', MERE, 'invite', { name: 'Mere', mail: 'mere@northwind.example', role: 'steward' });
  await say(SYSTEM, 'person', MERE, 'join', { hours });
  await say(RAJ, 'person', RAJ, 'change-profile', { title: 'Engineer' });
  await say(RAJ, 'person', RAJ, 'change-mail', { mail: 'raj.mehta@northwind.example' });
  await say(INES, 'person', RAJ, 'set-hours', { hours });
  await say(RAJ, 'person', RAJ, 'plan-leave', { leave: LEAVE, from: 1.78e12, to: 1.79e12 });
  await say(INES, 'person', RAJ, 'change-leave', { leave: LEAVE, from: 1.78e12, to: 1.785e12 });
  await say(RAJ, 'person', RAJ, 'cancel-leave', { leave: LEAVE });
  await say(RAJ, 'person', RAJ, 'name-deputies', { deputies: [AROHA, INES, TOMAS] });
  await say(RAJ, 'person', RAJ, 'name-deputies', { deputies: [] });
  await say(RAJ, 'person', RAJ, 'set-skills', { skills: ['Rust'] });
  await say(INES, 'person', RAJ, 'grant-role', { role: 'steward' });
  await say(RAJ, 'person', RAJ, 'revoke-role', { role: 'steward' });
  await say(RAJ, 'team', TEAM, 'form', { name: 'Platform' });
  await say(RAJ, 'team', TEAM, 'rename', { purpose: 'Databases' });
  await say(RAJ, 'team', TEAM, 'add-member', { member: AROHA });
  await say(AROHA, 'team', TEAM, 'remove-member', { member: AROHA });
  await say(RAJ, 'agent', AGENT, 'register', { name: 'Scribe', accountable: RAJ });
  await say(RAJ, 'agent', AGENT, 'describe', { purpose: 'Notes' });
  await say(RAJ, 'agent', AGENT, 'suspend');
  await say(RAJ, 'agent', AGENT, 'resume');
  await say(RAJ, 'agent', AGENT, 'make-accountable', { accountable: INES });
  await say(RAJ, 'space', SPACE, 'open', { name: 'Engineering' });
  await say(RAJ, 'space', INNER, 'open', { name: 'Web', parent: SPACE });
  await say(RAJ, 'space', SPACE, 'describe', { name: 'Building', purpose: 'How' });
  await say(RAJ, 'space', INNER, 'move', { parent: null });
  await say(RAJ, 'space', SPACE, 'close');
  await say(RAJ, 'space', SPACE, 'open-up');
  await say(RAJ, 'space', SPACE, 'add-member', { member: TOMAS, role: 'reader' });
  await say(RAJ, 'space', SPACE, 'change-role', { member: TOMAS, role: 'steward' });
  await say(RAJ, 'space', SPACE, 'assign-role', { role: 'pmc', actors: [TOMAS, AROHA] });
  await say(RAJ, 'space', SPACE, 'assign-role', { role: 'pmc', actors: [] });
  await say(RAJ, 'space', SPACE, 'remove-member', { member: TOMAS });
  await say(RAJ, 'space', SPACE, 'archive');
  await say(RAJ, 'space', SPACE, 'restore');
  await say(INES, 'sheet', PAGE, 'write', { title: 'Plan' });
  await say(INES, 'sheet', OTHER, 'write', { title: 'Salaries', audience: [`actor:${INES}`] });
  await say(RAJ, 'comment', FIRST, 'write', { on: PAGE, body: 'Secret words' }, [PAGE]);
  await say(AROHA, 'comment', idOf('32'), 'write', { on: PAGE, body: 'Yes', replyTo: FIRST }, [PAGE, FIRST]);
  for (const name of ['resolve', 'reopen', 'delete']) await say(RAJ, 'comment', FIRST, name, {}, [PAGE]);
  await say(INES, 'link', linkId('blocks', PAGE, OTHER), 'link', { rel: 'blocks', from: PAGE, to: OTHER }, [PAGE, OTHER]);
  await say(INES, 'link', linkId('blocks', PAGE, OTHER), 'unlink', {}, [PAGE]);
  await say(RAJ, 'team', TEAM, 'disband');
  await say(INES, 'person', TOMAS, 'depart');
  await say(RAJ, 'person', RAJ, 'depart');
  await react(leaveTeams);
  await react(leaveSpaces);
  return organization;
};

it('every event reads as a sentence that somebody could have said', async () => {
  const { events, directory } = await busy();
  const rows = (await events()).map(rowOf);
  const names = namesFor(
    INES,
    await directory(),
    new Map([
      [PAGE, 'Plan'],
      [OTHER, 'Salaries'],
    ]),
  );
  const said = rows.flatMap((row) => told(row, sentences, names, NORTHWIND) ?? []);
  expect(said.filter((sentence) => !/^[\p{Lu}“].*[.]$/u.test(sentence))).toEqual([]);
  expect(said.join('\n')).not.toMatch(/undefined|null|somebody|[0-9a-f]{8}-|Secret|\[object/);
  expect(said).toMatchInlineSnapshot(`
    [
      "Northwind was founded.",
      "Proceed invited Ines Prado as a steward of the organization.",
      "Ines Prado joined.",
      "Proceed invited Raj Mehta.",
      "Raj Mehta joined.",
      "Proceed invited Tomás Lima.",
      "Tomás Lima joined.",
      "Proceed invited Aroha Ngata.",
      "Aroha Ngata joined.",
      "Ines Prado renamed the organization to Southwind.",
      "Ines Prado changed the organization's longest window.",
      "Ines Prado invited Mere as a steward of the organization.",
      "Mere joined.",
      "Raj Mehta changed their profile.",
      "Raj Mehta changed their mail address.",
      "Ines Prado set the hours of Raj Mehta.",
      "Raj Mehta planned leave.",
      "Ines Prado changed leave of Raj Mehta.",
      "Raj Mehta cancelled leave.",
      "Raj Mehta named Aroha Ngata, Ines Prado and Tomás Lima as deputies.",
      "Raj Mehta has no deputy any more.",
      "Raj Mehta changed their skills.",
      "Ines Prado made Raj Mehta a steward of the organization.",
      "Raj Mehta is no longer a steward of the organization.",
      "Raj Mehta formed the team Platform.",
      "Raj Mehta changed how the team Platform is described.",
      "Raj Mehta made Aroha Ngata a member of the team Platform.",
      "Aroha Ngata left the team Platform.",
      "Raj Mehta registered Scribe (agent); Raj Mehta is accountable for it.",
      "Raj Mehta changed how Scribe (agent) is described.",
      "Raj Mehta suspended Scribe (agent).",
      "Raj Mehta let Scribe (agent) go on.",
      "Raj Mehta made Ines Prado accountable for Scribe (agent).",
      "Raj Mehta opened the space Building.",
      "Raj Mehta opened the space Web in Building.",
      "Raj Mehta renamed a space to Building.",
      "Raj Mehta changed what Building is for.",
      "Raj Mehta moved Web to the outermost level.",
      "Raj Mehta closed Building to all but its members.",
      "Raj Mehta opened Building to the whole organization.",
      "Raj Mehta made Tomás Lima a reader of Building.",
      "Raj Mehta made Tomás Lima a steward of Building.",
      "Raj Mehta gave the role pmc in Building to Tomás Lima, Aroha Ngata.",
      "Raj Mehta ended the role pmc in Building.",
      "Raj Mehta took Tomás Lima out of Building.",
      "Raj Mehta archived Building.",
      "Raj Mehta restored Building.",
      "Raj Mehta commented on “Plan”.",
      "Aroha Ngata replied on “Plan”.",
      "Raj Mehta resolved a thread.",
      "Raj Mehta reopened a thread.",
      "Raj Mehta deleted a comment.",
      "Ines Prado noted that “Plan” blocks “Salaries”.",
      "Ines Prado took a link away.",
      "Raj Mehta disbanded the team Platform.",
      "Ines Prado recorded that Tomás Lima left.",
      "Raj Mehta left.",
      "Proceed took Raj Mehta out of Building.",
      "Proceed took Raj Mehta out of Web.",
    ]
  `);
});

it('asks for the titles that sentences name and that it does not know, and for no others', async () => {
  const { events, directory } = await busy();
  const missed = new Set<string>();
  const names = namesFor(INES, await directory(), new Map([[PAGE, 'Plan']]), (id) => missed.add(id));
  for (const row of (await events()).map(rowOf)) told(row, sentences, names, NORTHWIND);
  expect([...missed]).toEqual([OTHER]);
});

it('has nothing to say of what it does not even look up', () => {
  const silence = { comment: commentSilence, ...decisions.silence, ...requests.silence };
  const all: Sentences = { ...sentences, ...decisions.sentences, ...requests.sentences };
  const names: Names = { actor: () => 'Ines Prado', space: () => 'Platform', artifact: () => '“Plan”' };
  for (const [kind, types] of Object.entries(silence))
    for (const type of types.filter((one) => typeof one === 'string')) {
      const row = rowOf({ ...NOTHING_HAPPENED, kind, body: { type } });
      expect([kind, type, told(row, all, names, NORTHWIND)]).toEqual([kind, type, null]);
    }
});

it('names nothing that its reader may not see', async () => {
  const { directory, sent } = await busy();
  await sent({ by: MERE, kind: 'space', artifact: idOf('e9'), name: 'open', data: { name: 'Board', access: 'closed' } });
  const names: Names = namesFor(AROHA, await directory(), new Map());
  expect([names.space(idOf('e9')), names.artifact(OTHER), names.actor(idOf('99')), names.actor(SYSTEM)]).toEqual([
    'a closed space',
    'something else',
    'somebody',
    'Proceed',
  ]);
});
