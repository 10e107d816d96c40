/** Before the name of a custom field of ours: an input for people, beside the type that the column has (forms/custom-fields.ts). */
export const OURS = 'plugin::microsoft-sync.';
