type Go = (href: string, how?: { readonly replace?: boolean }) => void;

let goer: Go = (href) => location.assign(href);

/** Goes to an address of the app without loading the page anew. */
export const go: Go = (href, how) => goer(href, how);

/** The shell gives its router's way. */
export const goBy = (how: Go): void => {
  goer = how;
};
