/** A protocol that is small and does most of what protocols do. */
export const STARTING = `id: ours/consent
on: decision.opened
steps:
  # Everybody concerned has two days, and at least one of their working days, to object.
  - step: consent
    of: contributors + affected
    implicit: author
    window: 48h
    each: 8wh
    remind: 75%
    objection:
      needs: [reason, alternative]
      effect: block
    pass: t.open == 0
    else: escalate:stewards
`;
