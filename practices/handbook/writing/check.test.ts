import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWriting } from './check.ts';
import { proseOf } from './prose.ts';

const kinds = async (text: string) => (await checkWriting(text)).remarks.map(({ kind }) => kind);
const FILLER = 'The dock opens at six and the night shift hands over to the early shift at that hour. '.repeat(12);

describe('the check says', () => {
  it('that the conclusion comes late, and where', async () => {
    const { remarks, minutes } = await checkWriting(
      `# Keep one database\n\n## Context\n\n${FILLER}\n\n## Recommendation\n\nKeep it.\n`,
    );
    expect(remarks.find(({ kind }) => kind === 'conclusion-late')).toMatchObject({
      line: 7,
      quote: 'Recommendation',
      instead: ['Put it above “Context”'],
    });
    expect(minutes).toBe(1);
    expect(await kinds(`# Keep one database\n\n## Recommendation\n\nKeep it.\n\n## Context\n\n${FILLER}\n`)).not.toContain(
      'conclusion-late',
    );
  });

  it('nothing of words for which there is no shorter one', async () => {
    expect(await kinds('It is the dock that opens at six.')).not.toContain('wordy');
    expect(await kinds('We utilize the dock.')).toContain('wordy');
  });

  it('the same of a paragraph that says itself that it concludes, unless one of the first does', async () => {
    const { remarks } = await checkWriting(`# Docks\n\n${FILLER}\n\nIn conclusion, we move the shift to seven.\n\nThanks.\n`);
    expect(remarks.find(({ kind }) => kind === 'conclusion-late')).toMatchObject({
      line: 5,
      quote: 'In conclusion',
      instead: ['Put it first'],
    });
    expect(await kinds(`# Docks\n\nWe propose to move the shift.\n\n${FILLER}\n\nIn conclusion, seven it is.\n`)).not.toContain(
      'conclusion-late',
    );
    expect(await kinds(`# Docks\n\n## Summary\n\nSeven.\n\n## Why\n\n${FILLER}\n\nTo sum up, seven.\n`)).not.toContain(
      'conclusion-late',
    );
  });

  it('that an ask has no date, or one that is another day elsewhere', async () => {
    expect(await kinds('Please comment on the plan below.')).toContain('no-date');
    expect((await checkWriting('Could you look at it by tomorrow?')).remarks[0]).toMatchObject({
      kind: 'no-date',
      quote: 'tomorrow',
      line: 1,
    });
    expect(await kinds('Please comment by 2026-12-04.')).not.toContain('no-date');
    expect(await kinds('The rota is in the calendar.')).toEqual([]);
  });

  it('that there is but one option', async () => {
    expect(await kinds('## Options\n\n- Keep one database\n\n## Decision\n\nKeep it.\n')).toContain('one-option');
    expect(await kinds('## Options\n\n- Keep one\n- Have two\n\n## Decision\n\nKeep it.\n')).not.toContain('one-option');
  });

  it('what can be misread, is hard, wordy, twice there, or leaves out who', async () => {
    const { remarks } = await checkWriting(
      'Obviously the the report was written.\n\nWe utilize it in order to facilitate work!!\n\nNotwithstanding the aforementioned organizational considerations, interdepartmental communication infrastructures necessitate substantially more sophisticated synchronization methodologies than anticipated.\n',
    );
    expect(new Set(remarks.map(({ kind }) => kind))).toEqual(new Set(['tone', 'repeated', 'passive', 'wordy', 'hard']));
    expect(remarks.find(({ kind }) => kind === 'wordy')).toMatchObject({ quote: 'utilize', instead: ['use'], line: 3 });
    expect(remarks.every(({ why }) => why.length > 10)).toBe(true);
  });

  it('nothing of code, tables, addresses and front matter, and does not nag', async () => {
    expect(
      await kinds(
        '---\ntitle: utilize\n---\n\n```\nutilize the the\n```\n\n| utilize |\n| --- |\n\n`utilize` https://example.org/utilize\n',
      ),
    ).toEqual([]);
    expect((await checkWriting('We utilize it in order to facilitate work.\n\n'.repeat(200))).remarks.length).toBeLessThanOrEqual(
      12,
    );
  });

  it('nothing about the words of other languages', async () => {
    const german =
      'Offensichtlich wird die Datenbank im Rechenzentrum in Berlin betrieben, und der Bereitschaftsdienst wechselt jede Woche. '.repeat(
        5,
      );
    expect(await kinds(german)).toEqual([]);
  });

  it('nothing about words that are said to be of another language, however few', async () => {
    const text = '# Plan\n\nPlease utilize it, obviously. Send your thoughts.\n';
    expect(await kinds(text)).not.toEqual([]);
    expect(await kinds(`---\nlang: de\n---\n${text}`)).toEqual([]);
    expect(await kinds(`---\nlang: en-GB\n---\n${text}`)).not.toEqual([]);
  });

  it('how long a text of a script without spaces takes to read', async () => {
    const japanese = '休暇を取る人は、二週間前までに予定表に記入してください。';
    const { words, minutes, remarks } = await checkWriting(`# 休暇\n\n${japanese.repeat(60)}\n`);
    expect(words).toBeGreaterThan(600);
    expect(words).toBeLessThan(1_300);
    expect(minutes).toBeGreaterThan(2);
    expect(remarks).toEqual([]);
    expect((await checkWriting('우리는 월요일에 결정합니다.')).words).toBe(3);
  });
});

it('prose stands where it stood', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('word', ' ', '\n', '`a`', '```\n', '[x](y)', '| a |', '# ', '- ', '漢'), { maxLength: 40 }),
      (parts) => {
        const text = parts.join('');
        const prose = proseOf(text);
        expect(prose.length).toBe(text.length);
        expect(prose.split('\n').length).toBe(text.split('\n').length);
        for (const [index, character] of [...prose.slice(0, 200)].entries())
          if (character.trim() !== '' && prose.length < 200) expect([...text][index]).toBe(character);
      },
    ),
  );
});
