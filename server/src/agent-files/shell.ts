/** A text as one word of a POSIX shell, whatever it holds: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
export const quote = (text: string): string => (/^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Words as one command line. */
export const commandLine = (...words: readonly string[]): string => words.map(quote).join(' ');
