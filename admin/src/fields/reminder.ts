export const units = { minutes: 1, hours: 60, days: 1_440, weeks: 10_080 } as const;
export type Unit = keyof typeof units;

/** 90 minutes are minutes, 120 are 2 hours: the largest unit that says it in whole numbers. */
export function inUnit(minutes: number): { readonly count: number; readonly unit: Unit } {
  const whole = (['weeks', 'days', 'hours'] as const).find((unit) => minutes !== 0 && minutes % units[unit] === 0) ?? 'minutes';
  return { count: minutes / units[whole], unit: whole };
}

export const minutesOf = (count: number, unit: Unit): number => count * units[unit];
