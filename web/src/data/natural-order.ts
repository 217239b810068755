/** A text as names are sorted by: numbers count as numbers (api-2 before api-10), case does not, everywhere in the world alike. */
export const naturally = (text: string): string => text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
