/** Where somebody's page is. */
export const pageOf = (actor: { readonly kind: 'person' | 'agent' | 'team'; readonly handle: string }): string =>
  actor.kind === 'person' ? `/people/${actor.handle}` : `/people/${actor.kind}s/${actor.handle}`;
