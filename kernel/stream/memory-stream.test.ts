import { contractDirectory } from './contract-organization.ts';
import { memoryStream } from './memory-stream.ts';
import { streamContract } from './stream.contract.ts';

streamContract('memory', async () => {
  let now = Date.UTC(2026, 2, 27, 9);
  return {
    stream: memoryStream({ now: () => now, directory: contractDirectory }),
    advance: async (milliseconds) => {
      now += milliseconds;
    },
    close: async () => undefined,
  };
});
