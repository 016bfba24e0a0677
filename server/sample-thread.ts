import { parentPort, workerData } from 'node:worker_threads';
import { decisions } from '#practices/decisions';
import { protocols } from '#practices/protocols';
import { tellStory, type Beginning, type Said } from '#practices/sample';
import { deciders, directorySource } from './practices.ts';

/** Tells the quarter of a sample organization with the server's own deciders. */
const say = (said: Said): void => parentPort?.postMessage(said);

say(
  await tellStory({
    ...(workerData as Beginning),
    deciders,
    directory: directorySource,
    reactions: [...protocols.reactions, ...decisions.reactions],
    tell: (share) => say({ share }),
  }),
);
