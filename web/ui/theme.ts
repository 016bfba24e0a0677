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

/** What was chosen on this device; null: as the system says. */
export const chosenTheme = (): 'light' | 'dark' | null => {
  const theme = localStorage.getItem('proceed:theme');
  return theme === 'light' || theme === 'dark' ? theme : null;
};
