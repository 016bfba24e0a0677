import { expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { protocolOf } from '#kernel/protocol/story.ts';
import { governed } from '#server/practices.ts';

/** What a task is claimed under. */
const LEASED = 'task.ready';

it.each(DEFAULT_PROTOCOLS.map(({ id, page }) => [id, page] as const))(
  '%s begins on something that happens here: nobody reads a rule that nothing follows',
  (_, page) => {
    const { on, lease } = protocolOf(page);
    if (lease) expect(on).toBe(LEASED);
    else expect(governed.flatMap(({ triggers }) => triggers)).toContain(on);
  },
);
