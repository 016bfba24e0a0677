import { t } from './settings-strings.ts';

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|HeadlessChrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const first = (text: string, known: readonly (readonly [RegExp, string])[]): string | undefined =>
  known.find(([sign]) => sign.test(text))?.[1];

/** `Firefox on Windows`, from what a browser says of itself. */
export const deviceOf = (agent: string): string => {
  const [browser, system] = [first(agent, BROWSERS), first(agent, SYSTEMS)];
  if (browser && system) return t('onSystem', { browser, system });
  return browser ?? system ?? (agent === '' ? t('unknownDevice') : agent.slice(0, 60));
};
