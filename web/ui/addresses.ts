import type { ArtifactAddress, Screens } from './screens.ts';

const addresses = new Map<string, (artifact: ArtifactAddress) => string>();

/** The shell tells where each kind of artifact is read. */
export const rememberAddresses = (screens: readonly Screens[]): void => {
  for (const screen of screens)
    for (const [kind, address] of Object.entries(screen.addresses ?? {})) addresses.set(kind, address);
};

/** Where an artifact of any practice is read, or null while nothing shows its kind: `addressOfArtifact('decision', { id, number })`. */
export const addressOfArtifact = (kind: string, artifact: ArtifactAddress): string | null =>
  addresses.get(kind)?.(artifact) ?? null;
