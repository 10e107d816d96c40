/** What is synchronized. */
export const RESOURCES = ['calendar', 'tasks'] as const;
export type Resource = (typeof RESOURCES)[number];
