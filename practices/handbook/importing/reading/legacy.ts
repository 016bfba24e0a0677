/** An encoding of before UTF-8, with what texts in it are made of. */
interface Encoding {
  readonly label: string;
  /** For people. */
  readonly name: string;
  readonly script: 'east' | 'other' | 'latin';
  /** What is most frequent in running text of its languages, beyond ASCII; and what there is, too. */
  readonly usual: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** How much more often it is met. */
  readonly before: number;
}

const of = (
  label: string,
  name: string,
  script: Encoding['script'],
  [usual, known]: readonly [string, string],
  before: number,
): Encoding => ({
  label,
  name,
  script,
  usual: new Set(usual),
  known: new Set(known),
  before,
});

const KANA = [
  'あいうえおかがきくぐけげこごさしじすずせそただちっつてでとどなにねのはばひへべほまみむめもやゆよらりるれろわをんアイウェエオカキクグコサシジスズセタダッテデトドナニネノバパビピフプベペポマミムメャュョラリルレロンー、。・「」',
  '',
] as const;
const SIMPLIFIED = [
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏：，。、；？！《》“”（）',
  '',
] as const;
const TRADITIONAL = [
  '的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰接它許八特覺望直服題建南度統色字請交愛讓認算論百義科社術結指思非流每管連遠資隊帶快條院變聯言權往展該領傳近保達辦運必城步完區即求品轉量空技程告語基滿式息寫識極令收錢黨未持取設始版雙歷商片容研找站廣改議形早際則首單據導影失網專組造視離：，。、；？！「」（）',
  '',
] as const;
const KOREAN = [
  '이다는을가의에한고하지로은기를서사어아도자시리대일해인나그있수정라스과들부상게제보만장원것공주전구여적으니면안동성비신까위생었세유오관국문계되무문내우조거음용소경개년선방행명당학모물했간연중화같않진회민산와법때업결분체말없터야려드단마양식재입출교팀할합습니다.',
  '',
] as const;
const CYRILLIC = ['оеаинтсрвлкмдпу', 'яыьгзбчйхжшюцщэёіїєґ«»—–…“”„№АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'] as const;
const GREEK = ['αοιετσνηυρπκμλςό', 'ωδγχθφβξζψάέήίύώ«»–…ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'] as const;
const HEBREW = ['יוהלארתבשמנ', 'חדפעקכסטצגזםןךףץ–'] as const;
const ARABIC = ['اليمنورتهب', 'سدعفحجقكىأإءثخذزشصضطظغة،'] as const;
const THAI = ['านรอกเง่มย้ีวลตดท', 'ขคจชซญถธบปผพฟภศสหะัำิึืุูแโใไ็์'] as const;
const WESTERN = ['éèêàâçäöüßñóíáúåæôîãÄÖÜÅÉ¿¡“”‘’–—…«»', 'øõëïùûœðþýØÆÀÈÇÑÕ•°§€ºª'] as const;
const CENTRAL = ['ąćęłńóśźżáčďéěíňřšťúůýžőűöüäß“”„–—…', 'ăâîşţçôëĄĆŁŚŻČŘŠŽŐÁÉÖÜ‘’đ'] as const;
const TURKISH = ['ğışçöü“”’–…', 'İâîûŞÇÖÜĞé'] as const;

const ENCODINGS: readonly Encoding[] = [
  of('shift_jis', 'Shift-JIS', 'east', KANA, 0.12),
  of('euc-jp', 'EUC-JP', 'east', KANA, 0.05),
  of('gb18030', 'GB18030', 'east', SIMPLIFIED, 0.12),
  of('big5', 'Big5', 'east', TRADITIONAL, 0.05),
  of('euc-kr', 'EUC-KR', 'east', KOREAN, 0.1),
  of('windows-1251', 'Windows-1251', 'other', CYRILLIC, 0.06),
  of('koi8-u', 'KOI8-R', 'other', CYRILLIC, 0.03),
  of('ibm866', 'CP866', 'other', CYRILLIC, 0),
  of('iso-8859-5', 'ISO 8859-5', 'other', CYRILLIC, 0),
  of('windows-1253', 'Windows-1253', 'other', GREEK, 0.03),
  of('windows-1255', 'Windows-1255', 'other', HEBREW, 0.02),
  of('windows-1256', 'Windows-1256', 'other', ARABIC, 0),
  of('windows-874', 'Windows-874', 'other', THAI, 0),
  of('windows-1252', 'Latin-1 (Windows-1252)', 'latin', WESTERN, 0.1),
  of('windows-1250', 'Windows-1250', 'latin', CENTRAL, 0.03),
  of('iso-8859-2', 'ISO 8859-2', 'latin', CENTRAL, 0.0),
  of('windows-1254', 'Windows-1254', 'latin', TURKISH, 0.0),
  of('macintosh', 'Mac Roman', 'latin', WESTERN, 0),
];

export interface Guess {
  readonly label: string;
  readonly name: string;
  /** Whether the text is long enough and no other encoding reads nearly as well. */
  readonly sure: boolean;
}

const SAMPLE = 64 * 1024;
/** Fewer letters beyond ASCII tell little, and so does one encoding that fits hardly better than the next. */
const [FEW, ENOUGH, MARGIN] = [5, 0.4, 0.12];

/**
 * What bytes that are no UTF-8 were most probably written in: of the encodings in which each of them means something, the one in which they read most like
 * a text, by the letters that are usual there and by what stands beside what.
 */
export const guessed = (bytes: Uint8Array): Guess => {
  const sample = sampleOf(bytes);
  const ranked = ENCODINGS.flatMap((encoding) => {
    const text = strictly(encoding.label, bytes.length > SAMPLE * 4 ? sample : bytes);
    return text === null ? [] : [{ encoding, ...plausibility(text.slice(0, SAMPLE), encoding) }];
  }).toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  if (best === undefined || best.score <= 0) return { label: 'windows-1252', name: 'Latin-1 (Windows-1252)', sure: false };
  const close = ranked.some(({ score, words }) => score > best.score - MARGIN && words !== best.words);
  const { label, name } = best.encoding;
  return { label, name, sure: best.all >= FEW && best.score > ENOUGH && !close };
};

/** Whole lines from the beginning: no character is cut. */
const sampleOf = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length <= SAMPLE) return bytes;
  const end = bytes.lastIndexOf(10, SAMPLE);
  return bytes.subarray(0, end > SAMPLE / 2 ? end : SAMPLE);
};

const strictly = (label: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** From far below 0 to 1: how much of what is beyond ASCII is usual, less what no text has. */
const plausibility = (
  text: string,
  encoding: Encoding,
): { readonly score: number; readonly words: string; readonly all: number } => {
  let [score, all] = [0, 0];
  const words: string[] = [];
  let before = ' ';
  const signs = [...text];
  for (const [index, sign] of signs.entries()) {
    const after = signs[index + 1] ?? ' ';
    if (sign > '\u007F') {
      all += 1;
      words.push(sign);
      score += worth(sign, before, after, encoding);
    }
    before = sign;
  }
  return { score: all === 0 ? 0 : score / all + encoding.before, words: words.join(''), all };
};

const WORD = /[\p{L}\p{M}]/u;
const LATIN = /[A-Za-z]/;

const worth = (sign: string, before: string, after: string, { script, usual, known }: Encoding): number => {
  if (/[\u0080-\u009F\uE000-\uF8FF\uFFFD\p{Cn}]/u.test(sign)) return -4;
  // Half the width: what Shift-JIS makes of nearly any byte.
  if (/[\uFF61-\uFF9F]/.test(sign)) return -0.5;
  const letter = WORD.test(sign);
  const [left, right] = [WORD.test(before), WORD.test(after)];
  // Signs amid a word: ¹, ³, ¿.
  if (!letter && left && right && !/[’‘\u00B7\u00AD–—]/.test(sign)) return -1.5;
  const latinAround = LATIN.test(before) && LATIN.test(after);
  if (script === 'east') {
    if (usual.has(sign)) return 1;
    // One alone between letters of ours.
    return letter ? (latinAround ? -1 : /\p{Script=Han}|\p{Script=Hangul}/u.test(sign) ? 0.45 : -0.5) : 0.1;
  }
  const worthy = usual.has(sign) ? 1 : known.has(sign) ? 0.6 : letter ? 0.1 : 0;
  if (!letter) return worthy;
  // A letter of another script beside one of ours; several of these in a row; a capital behind a small one.
  const foreign =
    script === 'other' ? (LATIN.test(before) || LATIN.test(after) ? 1.5 : 0) : isHigh(before) && isHigh(after) ? 0.8 : 0;
  const capital = /\p{Ll}/u.test(before) && /\p{Lu}/u.test(sign) ? 1 : 0;
  return worthy - foreign - capital;
};

const isHigh = (sign: string): boolean => sign > '\u00BF' && WORD.test(sign);
