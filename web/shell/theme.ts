/** Light, dark, or null for what the system says. `public/theme.js` reads it before the first paint. */
export const chooseTheme = (theme: 'light' | 'dark' | null): void => {
  if (theme === null) {
    localStorage.removeItem('proceed:theme');
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem('proceed:theme', theme);
    document.documentElement.dataset['theme'] = theme;
  }
};
