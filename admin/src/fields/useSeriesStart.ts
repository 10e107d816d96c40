import { type FieldProps, useIsSaved, useSibling } from './field';
import { type SeriesStart, seriesStart } from './seriesStart';
import { viewersZone } from './timeZones';

/** When the series starts, from the fields beside it. */
export function useSeriesStart(props: Pick<FieldProps, 'name' | 'attribute'>): SeriesStart {
  const start = useSibling(props, 'start');
  const end = useSibling(props, 'end');
  const isAllDay = useSibling(props, 'isAllDay') === true;
  const zone = useSibling(props, 'timeZone');
  const isSaved = useIsSaved();
  return seriesStart({ start, end, isAllDay, zone, otherwise: isSaved ? 'UTC' : viewersZone() });
}
