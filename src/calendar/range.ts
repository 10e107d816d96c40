/** Longest range that is expanded into occurrences: five years, as Graph has it for a view. */
export const LONGEST_RANGE_DAYS = 1830;
