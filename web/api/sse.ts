/** One message of a text/event-stream. */
export interface ServerEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Parses text/event-stream as the HTML standard says it, from pieces cut anywhere: `feed` takes a piece and gives the messages that it
 * completed. Comments (a server's heartbeat) give none.
 */
export const sseParser = (): { readonly feed: (piece: string) => readonly ServerEvent[] } => {
  let rest = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];
  const take = (line: string): ServerEvent | null => {
    if (line === '') {
      const message = data.length === 0 ? null : { id, event: event === '' ? 'message' : event, data: data.join('\n') };
      event = '';
      data = [];
      return message;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    return null;
  };
  return {
    feed: (piece) => {
      rest += piece;
      const messages: ServerEvent[] = [];
      for (let end = lineEnd(rest); end; end = lineEnd(rest)) {
        const message = take(rest.slice(0, end.at));
        rest = rest.slice(end.at + end.length);
        if (message) messages.push(message);
      }
      return messages;
    },
  };
};

/** A carriage return at the very end may be half of a CRLF: it waits for the next piece. */
const lineEnd = (text: string): { readonly at: number; readonly length: number } | null => {
  const at = text.search(/[\r\n]/);
  if (at === -1 || (text[at] === '\r' && at === text.length - 1)) return null;
  return { at, length: text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1 };
};
