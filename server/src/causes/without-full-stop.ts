/** A sentence of somebody else's as part of one of ours, which ends it: Microsoft's and our own already have their full stop. */
export const within = (sentence: string): string => sentence.trim().replace(/[.。\s]+$/u, '');
