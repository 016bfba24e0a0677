/** A protocol that every organization begins with, as the page that it becomes [P1]. */
export interface DefaultProtocol {
  readonly id: string;
  readonly title: string;
  /** Its segment of the path: `decide-default`. */
  readonly name: string;
  /** Markdown with one fenced YAML block. */
  readonly page: string;
}

const protocol = (id: string, title: string, why: string, body: string): DefaultProtocol => ({
  id,
  title,
  name: id.replace('/', '-'),
  page: `# ${title}\n\n${why}\n\n\`\`\`yaml\nid: ${id}\n${body}\`\`\`\n`,
});

/**
 * [A9] What every organization begins with: answers, decisions, changes, claims, meetings, reports, pages, people who join, and how all of this is
 * changed. Lazy consensus, lighter where it can be taken back and heavier where it cannot.
 */
export const DEFAULT_PROTOCOLS: readonly DefaultProtocol[] = [
  protocol(
    'respond/default',
    'An answer within a day',
    [
      'A question waits for its turn in the working hours of whoever is asked: a day, and never less than four hours of their own. Who does not answer has passed it on, so the asker never has to chase.',
      'Why a day: shorter makes everybody watch their inbox, and that is what an interruption is. Longer makes people stop asking.',
    ].join('\n\n'),
    `on: request.opened
steps:
  - step: respond
    of: asked
    ask: answer
    window: 24h
    each: 4wh
    remind: 75%
    pass: t.cast >= 1
    else: reroute:2
`,
  ),
  protocol(
    'respond/urgent',
    'An answer within half a working day',
    [
      'What cannot wait goes to whoever is working now, or soonest, and moves on with the sun. Say in it why it cannot wait.',
      'Why somebody else and not a louder bell: whoever sleeps answers tomorrow however often it rings.',
    ].join('\n\n'),
    `on: request.opened
urgent: true
steps:
  - step: respond
    of: asked pick 1
    ask: answer
    window: 0..4wh
    remind: 50%
    pass: t.cast >= 1
    else: reroute:3
`,
  ),
  protocol(
    'decide/default',
    'A decision proceeds unless blocked',
    [
      'Most decisions need no votes, only the time for whoever disagrees to say so. Two days, and never less than a working day of each, so that nobody is passed over while they sleep or are away.',
      'An objection has a reason and stays until whoever raised it says that it is settled. Nobody blocks by vanishing: an objection whose author does not answer for a week of work goes stale.',
    ].join('\n\n'),
    `on: decision.opened
steps:
  - step: consent
    of: contributors + affected
    implicit: author
    window: 48h
    each: 8wh
    remind: 75%
    objection:
      needs: [reason]
      clear: [objector]
      stale: 5wd
      effect: block
    pass: t.open == 0
    else: escalate:stewards
`,
  ),
  protocol(
    'decide/two-way',
    'A decision that can be taken back',
    [
      'What is easily undone is decided quickly: being wrong for a week costs less than waiting for one. A day, and half a working day of each.',
    ].join('\n\n'),
    `on: decision.opened
when: p.reversible
steps:
  - step: consent
    of: contributors + affected
    implicit: author
    window: 24h
    each: 4wh
    remind: 75%
    objection:
      needs: [reason]
      clear: [objector]
      stale: 3wd
      effect: block
    pass: t.open == 0
    else: escalate:stewards
`,
  ),
  protocol(
    'decide/one-way',
    'A decision that cannot be taken back',
    [
      'Silence is not enough for what is irreversible: at least one other says yes, everybody has two working days, and an objection comes with another way to get there. Whatever is amended, however small, is asked again.',
    ].join('\n\n'),
    `on: decision.opened
when: p.irreversible
steps:
  - step: consent
    of: contributors + affected
    implicit: author
    window: 72h
    each: 16wh
    remind: 50%
    amend: all
    objection:
      needs: [reason, alternative]
      clear: [objector]
      stale: 5wd
      effect: block
    pass: t.open == 0 && (t.agree >= 2 || t.size == 1)
    else: escalate:stewards
`,
  ),
  protocol(
    'ship/default',
    'A change ships',
    [
      'Small and safe ships at once: nobody is asked, the forge says so beside it, and a tenth of that is looked at afterwards. The rest asks those who answer for what it touches; if they say nothing for a working day, others are asked. Where only its author answers for it, those who look after the space are.',
      'Why by size: a third of all changes is small, and breaks half as often as the others. Nobody waits for a review that would have found nothing. What is guarded (migrations, permissions, dependencies, these protocols) is never small.',
    ].join('\n\n'),
    `on: change.opened
steps:
  - step: review
    skip_if: p.ci == 'green' && p.score < 20.0 && p.guards.size() == 0
    of: owners_of_paths
    exclude: author
    fallback: stewards
    window: 0..1wd
    pass: t.agree >= 1 && t.open == 0
    else: reroute:2
do:
  pass: [sample_review]
`,
  ),
  protocol(
    'claim/default',
    'Work is claimed, not assigned',
    [
      'Whoever has the head and the room for a task takes it. A claim lasts for a week while something is seen of it: a commit, a draft, an honest sentence. Then it is free again, with a note for whoever comes next. Giving back is neutral.',
    ].join('\n\n'),
    `on: task.ready
lease:
  by: contributors
  ttl: 7d
  renew: activity
  grace: 3d
  extend: 1
  else: release
`,
  ),
  protocol(
    'meet/default',
    'A meeting is an exception',
    [
      'No meeting without an agenda, none over a quarter of an hour without a document, none on a day without meetings. What the document settles beforehand needs no meeting: it is cancelled, and the hours are counted as saved.',
    ].join('\n\n'),
    `on: meeting.requested
steps:
  - step: ready
    of: organizer
    window: 0..1wd
    pass: p.agenda && (p.minutes <= 15 || p.doc) && !p.no_meeting_day
    else: lapse
`,
  ),
  protocol(
    'report/round',
    'A written round',
    [
      'Whoever would have held a round of news or ideas asks everybody one question instead. Each answers in their own hours, within a working day of theirs; it ends when all have answered, or when everybody has had that day.',
      'Why nobody else is asked instead of who says nothing: a round is of those who are in it, and their silence is an answer, too.',
    ].join('\n\n'),
    `on: request.opened
when: p.everybody
steps:
  - step: round
    of: asked
    ask: answer
    window: 24h..5d
    each: 8wh
    remind: 75%
    pass: t.silent == 0
    else: proceed
`,
  ),
  protocol(
    'publish/default',
    'A change to a page that a reader proposes',
    [
      'Whoever may read a page may propose to change it: whoever notices the mistake is seldom the one who may mend it. One of those who look after the page says yes, which publishes it at once, or says why not.',
      'Silence is no yes here, because somebody has to have looked; after a week it goes to the stewards.',
    ].join('\n\n'),
    `on: page.proposed
steps:
  - step: look
    of: owners_of_page
    fallback: stewards
    implicit: author
    window: 0..7d
    remind: 50%
    objection:
      needs: [reason]
      clear: [objector]
      stale: 3wd
      effect: block
    pass: t.open == 0 && t.agree >= 1
    else: escalate:stewards
`,
  ),
  protocol(
    'publish/contributor',
    'A change to a page that a contributor proposes',
    [
      'Contributors publish by themselves. When one of them asks first, the text is published once those who look after the page have said yes, or have had a working day and said nothing: whoever asks for a second pair of eyes should not wait for long.',
    ].join('\n\n'),
    `on: page.proposed
when: p.by_contributor
steps:
  - step: look
    of: owners_of_page
    fallback: stewards
    implicit: author
    window: 0..7d
    each: 8wh
    remind: 50%
    objection:
      needs: [reason]
      clear: [objector]
      stale: 3wd
      effect: block
    pass: t.open == 0
    else: escalate:stewards
`,
  ),
  protocol(
    'join/default',
    'Somebody joins',
    [
      'Whoever is new reads how we work, and has somebody to ask. One of the stewards says within two of their working days who that is, and what a good first task would be. Nobody learns it from a calendar full of introductions.',
      'On the day on which the organization begins everybody is new, and nobody is asked.',
    ].join('\n\n'),
    `on: person.joined
when: p.days_since_founding >= 1
steps:
  - step: welcome
    of: stewards pick 1
    exclude: author
    ask: contribute
    window: 0..2wd
    remind: 50%
    pass: t.cast >= 1
    else: reroute:2
`,
  ),
  protocol(
    'amend/default',
    'These rules are changed like anything else',
    [
      'A protocol is a page. Whoever may write it proposes another text of it; everybody it binds has three days and a working day of their own; at least one other says yes. If the protocol that is changed asks for more than that, its own demands hold, too, so that no rule is undone by less than it asks for.',
      'What runs already goes on under the rule with which it began. The history of each page says which decision made each version, and why.',
    ].join('\n\n'),
    `on: protocol.changed
steps:
  - step: consent
    of: contributors
    implicit: author
    window: 72h
    each: 8wh
    remind: 50%
    amend: all
    objection:
      needs: [reason, alternative]
      clear: [objector]
      stale: 5wd
      effect: block
    pass: t.open == 0 && (t.agree >= 2 || t.size == 1)
    else: escalate:stewards
`,
  ),
];

const named = (id: string): string => {
  const one = DEFAULT_PROTOCOLS.find((known) => known.id === id);
  return `[${one?.title ?? id}](how-we-work/${one?.name ?? ''}.md)`;
};

/** The page above them: how an organization works that has not said otherwise. Its links lead to theirs. */
export const HOW_WE_WORK = {
  title: 'How we work',
  name: 'how-we-work',
  page: `# How we work

We work in writing, each in our own hours, and go ahead unless somebody has a reason against it. Nobody waits for a meeting, and nobody has to be awake when somebody else is.

These pages say what happens without asking a manager: who is asked, how long they have, what passes, and what happens when nobody answers. They are rules, and they are pages: each says why, and holds one block that the engine obeys. Read them once; they are short.

## We answer

${named('respond/default')}: a day, in the working hours of whoever is asked. What cannot wait is ${named('respond/urgent').replace('An answer', 'an answer')}, from whoever is awake. If nobody answers, somebody else is asked.

## We decide

${named('decide/default')}: two days, and a working day of everybody. ${named('decide/two-way')} takes half of that. ${named('decide/one-way')} takes more, and silence is not enough.

## We do

${named('ship/default')} at once where it is small and safe. ${named('claim/default')}: whoever has the room for a task takes it.

## We report in writing

Nobody reports to a meeting. Whoever wants to know how things stand asks everybody one question: ${named('report/round').replace('A written', 'a written')}, in which each writes in their own hours, within a working day of theirs, and which everybody reads when it suits them.

## We meet seldom

${named('meet/default')}: with an agenda, after a document, on days that have room for it.

## We write it down

Contributors publish pages by themselves. ${named('publish/default')} is published when somebody who looks after the page says yes; ${named('publish/contributor')} also when nobody says no.

## We come and stay

${named('join/default')}, reads this, and has somebody to ask.

## We change our minds

${named('amend/default')}. Propose another text of the page that you would change: that is how.
`,
} as const;
