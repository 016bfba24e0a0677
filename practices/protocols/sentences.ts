import type { Sentence } from '#kernel/stream/sentence.ts';
import type { ProtocolEvent } from './protocol.ts';

export const protocolSentence: Sentence<ProtocolEvent> = ({ body, artifact }, names) => {
  switch (body.type) {
    case 'protocol-published': {
      const where = body.space === null ? 'the whole organization' : names.space(body.space);
      return body.revision === 1
        ? `The protocol ${body.protocol.id} holds in ${where}.`
        : `The protocol ${body.protocol.id} was changed.`;
    }
    case 'protocol-retired':
      return `The protocol ${names.artifact(artifact)} is retired.`;
    default:
      return body satisfies never;
  }
};
