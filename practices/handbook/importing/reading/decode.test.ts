import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { read, textHere, told } from './story.ts';

/** What a decoder of the platform reads, backwards. */
const encoded = (label: string, text: string): Uint8Array => {
  const decoder = new TextDecoder(label, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]): void => {
    try {
      const sign = decoder.decode(Uint8Array.from(bytes));
      if ([...sign].length === 1 && !table.has(sign)) table.set(sign, bytes);
    } catch {
      // These bytes mean nothing there.
    }
  };
  for (let a = 0; a < 256; a += 1) add(a);
  if (/^(?:shift|euc|gb|big)/.test(label)) for (let a = 0x81; a < 255; a += 1) for (let b = 0x40; b < 255; b += 1) add(a, b);
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? []));
};

const TEXTS: readonly (readonly [label: string, name: string, text: string])[] = [
  ['shift_jis', 'Shift-JIS', '# 入社の手引き\n\n新しい人は最初の週に、チームの会議に出なくてもよいです。質問は書いてください。'],
  ['euc-jp', 'EUC-JP', '# 勤怠管理規程\n\n就業時間は午前九時から午後六時までとする。'],
  ['gb18030', 'GB18030', '# 新员工手册\n\n欢迎加入我们的团队。第一周你不需要参加会议，请把问题写下来。'],
  ['big5', 'Big5', '# 新進員工手冊\n\n歡迎加入我們的團隊。第一週你不需要參加會議，請把問題寫下來。'],
  ['euc-kr', 'EUC-KR', '# 신입 안내서\n\n우리 팀에 오신 것을 환영합니다. 첫 주에는 회의에 참석하지 않아도 됩니다.'],
  ['windows-1251', 'Windows-1251', '# Руководство\n\nДобро пожаловать в команду. В первую неделю встреч нет.'],
  ['koi8-u', 'KOI8-R', '# Руководство\n\nДобро пожаловать в команду. В первую неделю встреч нет.'],
  ['windows-1252', 'Latin-1 (Windows-1252)', '# Congés\n\nÀ côté du café, l’équipe a décidé d’arrêter les réunions.'],
  ['windows-1252', 'Latin-1 (Windows-1252)', '# Grüße\n\nSchöne Füße, für alle Übungen: heiße Öfen.'],
  ['windows-1250', 'Windows-1250', '# Urlop\n\nZażółć gęślą jaźń. Cześć, proszę zgłaszać urlop łatwo.'],
  ['windows-1250', 'Windows-1250', '# Dovolená\n\nPříliš žluťoučký kůň úpěl ďábelské ódy.'],
  ['windows-1254', 'Windows-1254', '# İzin\n\nÇalışanların izin günleri için doğru sayfayı açınız.'],
  ['windows-1253', 'Windows-1253', '# Οδηγός\n\nΚαλώς ήρθατε στην ομάδα μας.'],
];

describe('the text of a file that does not say its encoding', () => {
  it.each(TEXTS)('%s is read as what it is, whatever language it is in (%s)', (label, name, text) => {
    const decoded = decode(encoded(label, text));
    expect(decoded?.text).toBe(text);
    expect(decoded?.encoding.replace(/, which is a guess.*/, '')).toBe(name);
  });

  it('is told as what it was read as, and where that is a guess, that too', async () => {
    const [first] = TEXTS;
    const found = await read({
      'a.md': encoded('shift_jis', first?.[2] ?? ''),
      'b.md': encoded('windows-1252', '# Müller'),
      'c.md': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('# Früh', 'utf16le')]),
      'd.md': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('# Früh', 'utf16le').swap16()]),
      'e.md': Buffer.from('\uFEFF---\ntitle: Früh\n---\n', 'utf8'),
      'f.md': Buffer.from('# \u001B$B5Y2K\u001B(B', 'latin1'),
    });
    expect(found.plan.pages.map(({ title }) => title)).toEqual(['入社の手引き', 'Müller', 'Früh', 'Früh', 'Früh', '休暇']);
    expect(told(found)).toEqual([
      'encoding a.md:null Shift-JIS',
      'encoding b.md:null Latin-1 (Windows-1252), which is a guess: look at its special characters',
      'encoding c.md:null UTF-16 (little endian)',
      'encoding d.md:null UTF-16 (big endian)',
      'encoding f.md:null ISO-2022-JP',
    ]);
    expect(await textHere(found, 'e.md')).toBe('---\ntitle: Früh\n---\n');
  });

  it('keeps UTF-8 into which somebody pasted a few bytes of Windows', () => {
    const text = '# Congés\n\nÀ côté du café, où l’équipe décide. ';
    const mixed = Buffer.concat([Buffer.from(text), Buffer.from([0x93, 0xe9, 0x94]), Buffer.from(' fin')]);
    expect(decode(mixed)).toMatchObject({
      text: `${text}“é” fin`,
      encoding: 'UTF-8 with a few bytes of Windows-1252 among it',
      replaced: 0,
    });
  });

  it('takes nothing for a text that is none, and time that grows with the length', () => {
    expect(decode(Uint8Array.from({ length: 1_000 }, (_, index) => (index * 7919) % 256))).toBeNull();
    const begun = performance.now();
    decode(encoded('windows-1252', 'é '.repeat(2_000_000)));
    expect(performance.now() - begun).toBeLessThan(6_000);
  });
});
