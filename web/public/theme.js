// Runs before the first paint: the chosen colours without a flash. A file of its own, so that no inline script is needed.
try {
  const theme = localStorage.getItem('proceed:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's colours it is.
}
