/** The block of a page that the engine reads, and what people wrote before it. */
export const blockOf = (page: string): { readonly yaml: string; readonly words: string } => {
  const found = /^([\s\S]*?)^ {0,3}(`{3,}|~{3,})ya?ml[^\n]*\n([\s\S]*?)^ {0,3}\2[`~]*\s*$/m.exec(page);
  return found ? { yaml: found[3] ?? '', words: (found[1] ?? '').trim() } : { yaml: page, words: '' };
};
