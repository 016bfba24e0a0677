import { actorLeft, movedHours } from './reactions.ts';
import { protocol } from './protocol.ts';

export { protocol, protocolCommands, protocolsInDirectory, type ProtocolCommand, type ProtocolEvent, type ProtocolState } from './protocol.ts';
export { openUnder } from './choose.ts';
export { amongThoseWhoSee, maySee } from './seen.ts';
export { nameId } from './name-id.ts';
export { isoSql, wordsQuery } from './sql.ts';
export { namesToNote } from './taking-part.ts';
export { runSentence } from './run-sentences.ts';
export { localTime, placeOf, presentProof, proofReply, whereabouts, type ProofReply } from './proof-reading.ts';

/** What the server composes. */
export const protocols = { deciders: [protocol], reactions: [movedHours, actorLeft] } as const;
