/** A protocol that every organization begins with, as the page that it becomes [P1]. */
export interface DefaultProtocol {
  readonly id: string;
  readonly title: string;
  /** Markdown with one fenced YAML block. */
  readonly page: string;
}

const page = (title: string, why: string, yaml: string): string => `# ${title}\n\n${why}\n\n\`\`\`yaml\n${yaml}\`\`\`\n`;

const protocol = (id: string, title: string, why: string, body: string): DefaultProtocol => ({
  id,
  title,
  page: page(title, why, `id: ${id}\n${body}`),
});

/** [A9] for questions; for decisions lazy consensus, lighter where it can be taken back and heavier where it cannot. */
export const DEFAULT_PROTOCOLS: readonly DefaultProtocol[] = [
  protocol(
    'decide/default',
    'A decision proceeds unless blocked',
    'Most decisions need no votes, only the time for whoever disagrees to say so. Two days, and never less than a working day of each, so that nobody is passed over while they sleep or are away.',
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
    'What is easily undone is decided quickly: being wrong for a week costs less than waiting for one.',
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
    'Silence is not enough for what is irreversible: at least one other says yes, everybody has two working days, and an objection comes with another way to get there.',
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
    'publish/default',
    'A change to a page that a reader proposes',
    'Whoever may read a page may propose to change it: whoever notices the mistake is seldom the one who may mend it. Those who look after the page say yes, which publishes it at once, or say why not. Silence is no yes here, because somebody has to have looked; after a week it goes to the stewards.',
    `on: page.proposed
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
    pass: t.open == 0 && t.agree >= 1
    else: escalate:stewards
`,
  ),
  protocol(
    'publish/contributor',
    'A change to a page that a contributor proposes',
    'Contributors publish by themselves. When one of them asks first, a yes publishes the text at once, and so does the silence of a working day: whoever asks for a second pair of eyes should not wait longer than whoever does not ask.',
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
    'respond/default',
    'An answer within a day',
    'A question waits for its turn in the working hours of whoever is asked. Who does not answer has passed it on: the asker never has to chase.',
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
    'What cannot wait goes to whoever is working now, or soonest, and moves on with the sun.',
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
];
