export { dateOf, dayAfter, dayBefore, isDate, isMidnight, midnight } from './dates';
export { graphFromInstant, graphZone, instantFromGraph, wallClockFromGraph } from './graph-date-time';
export { survivesWallClock, toInstant, toIsoMilliseconds, toLocal } from './instant';
export { ianaZone, isKnownZone, sameZone, windowsZone } from './zones';
