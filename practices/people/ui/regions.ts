import { locale } from '#web/ui/language.ts';

/** `DE-BE` → `Germany (BE)`; what is no country stays as it was written. */
export const regionName = (region: string): string => {
  const [country = '', ...parts] = region.split('-');
  try {
    const name = new Intl.DisplayNames(locale(), { type: 'region' }).of(country.toUpperCase()) ?? country;
    return parts.length === 0 ? name : `${name} (${parts.join('-')})`;
  } catch {
    return region;
  }
};

/** Regions from how people write them: `nz, DE-BE`. */
export const regionsOf = (text: string): readonly string[] => wordsOf(text).map((region) => region.toUpperCase());

/** What stands between commas, each once. */
export const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,،、;\n]/u)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];
