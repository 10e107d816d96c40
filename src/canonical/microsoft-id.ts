/** Ids of Microsoft's are kept and asked by to the letter. PostgreSQL holds no NUL, and nothing holds half of a surrogate pair. */
const unstorable = /[\u0000-\u001f\u007f]|\p{Surrogate}/gu;

export const isStorableId = (id: string): boolean => id.search(unstorable) === -1;

/** How such an id is shown, and what it is held by. */
export const shownId = (id: string): string => id.replace(unstorable, '\ufffd');
