// Runs before the first paint, so that a dark page never flashes light. A file of its own because the content security policy
// allows no inline script. Key and attribute are those of src/lib/theme.ts.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('longshore.theme');
  } catch {
    // Storage is denied: the system's theme it is.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
