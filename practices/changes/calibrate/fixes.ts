/** Words by which commits say that they mend something, in English as commits are mostly written. */
const MENDS =
  /\b(?:fix(?:e[sd]|ing)?|bug(?:s|fix(?:es)?)?|defects?|faults?|regressions?|hotfix|crash(?:es|ed)?|broken|breakage|incorrect(?:ly)?|wrong(?:ly)?|repairs?|revert(?:s|ed)?|race|deadlock|leak(?:s|ed)?|overflow|null ?pointer|segfault|(?:close|resolve)[sd]? #\d+)\b/i;
/** What is mended there is no behaviour. */
const NO_DEFECT =
  /\b(?:typos?|spelling|grammar|lint(?:er|ing)?|format(?:ting)?|whitespace|indent(?:ation)?|style|comments?|docs?|documentation|readme|changelog|copyright|licen[cs]e|ci|flaky|test(?:s|ing)? fix(?:es)?|fix(?:e[sd]|ing)? (?:the |a )?tests?|build|compil(?:e|er|ation) (?:warning|error)s?|warnings?|merge conflict|version)\b/i;

/** Whether a commit mends a defect, by the first line of its message. */
export const mends = (subject: string): boolean => MENDS.test(subject) && !NO_DEFECT.test(subject);
