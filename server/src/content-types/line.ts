/**
 * A line of text: one line in the form, and as long as Microsoft makes it (the places of a meeting in many rooms stand in one). Of a "string" Strapi
 * takes 255 characters where nothing else is said, in the form and in its API, and a database column of its own no more either.
 */
export const line = () => ({ type: 'string', maxLength: 10_000_000, column: { type: 'text', args: ['longtext'] } }); // each its own: Strapi writes into them
