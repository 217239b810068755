/** The same keys in another language: what English has, all of it and nothing else. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
