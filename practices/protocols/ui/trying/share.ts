/** A text small enough for an address: deflated, in the letters that an address may have. */
export const packed = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await through(new Blob([text]).stream(), new CompressionStream('deflate-raw')));
  let letters = '';
  for (let i = 0; i < bytes.length; i += 0x8000) letters += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const MOST = 200_000;

/** Null where it is none, or unfolds into more than any text here may have. */
export const unpacked = async (letters: string): Promise<string | null> => {
  try {
    const bytes = Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
      if (text.length > MOST) {
        await reader.cancel();
        return null;
      }
    }
    return text + decoder.decode();
  } catch {
    return null;
  }
};

const through = (stream: ReadableStream<Uint8Array<ArrayBuffer>>, how: CompressionStream): Promise<ArrayBuffer> =>
  new Response(stream.pipeThrough(how)).arrayBuffer();
