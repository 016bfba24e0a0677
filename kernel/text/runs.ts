/** What a character is to a word: nothing, what goes on with it (a mark), or what begins one too (a letter, a digit). */
const [OTHER, MARK, LETTER] = [1, 2, 3];
const LETTERS = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}/u;
/** Of each character of the first plane, once it was asked; 0 before. */
const kinds = new Uint8Array(0x1_00_00);

const asked = (character: string): number => (LETTERS.test(character) ? LETTER : MARKS.test(character) ? MARK : OTHER);

/** What begins at an offset: its kind, and WIDE where it takes two units. Both in one number: this is asked of every character. */
const [KIND, WIDE] = [3, 4];
const characterAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < 0xd8_00 || code > 0xdf_ff) return (kinds[code] ||= asked(text[at] ?? ''));
  // A lone half is nothing.
  const point = text.codePointAt(at) ?? 0;
  return point > 0xff_ff ? WIDE + asked(String.fromCodePoint(point)) : OTHER;
};

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x20_19;

export interface Run {
  /** UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** Letters and digits of ASCII alone. */
  readonly plain: boolean;
  /** Some of it is beyond the letters of Europe and its neighbours. */
  readonly far: boolean;
}

/**
 * The runs of letters, marks and digits of a text, in order, until one is answered with false. A run begins with a letter or a digit; an
 * apostrophe goes with it where it goes on behind it. It reads by character code, which halves the time that the words of a text take.
 */
export const eachRun = (text: string, visit: (run: Run) => boolean): void => {
  for (let at = 0; at < text.length;) {
    let character = characterAt(text, at);
    if ((character & KIND) !== LETTER) {
      at += character < WIDE ? 1 : 2;
      continue;
    }
    const from = at;
    let [plain, far] = [true, false];
    do {
      const code = text.charCodeAt(at);
      if (code > 0x7f) {
        plain = false;
        if (code >= 0x0e_00) far = true;
      }
      at += character < WIDE ? 1 : 2;
      if (at === text.length) break;
      character = characterAt(text, at);
      if ((character & KIND) > OTHER || at + 1 === text.length || !isApostrophe(text.charCodeAt(at))) continue;
      const behind = characterAt(text, at + 1);
      if ((behind & KIND) <= OTHER) break;
      plain = false;
      at += 1;
      character = behind;
    } while ((character & KIND) > OTHER);
    if (!visit({ from, to: at, plain, far })) return;
  }
};
