/**
 * What this browser remembers between visits. A browser may refuse to (storage denied or full): then a choice holds for the
 * visit only, which is no reason to bother anyone.
 */
const PREFIX = 'longshore.';

/** The remembered text, or null when there is none or storage is denied. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Remembers `value`; null forgets. Returns whether the browser did. */
export function writeStored(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}
