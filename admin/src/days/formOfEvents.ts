import { PLUGIN_ID } from '../pluginId';

export const INSTANT_INPUT = `${PLUGIN_ID}.instant`;

interface Field {
  name: string;
  type: string;
}
interface Form {
  layout: { layout: Field[][][]; metadatas?: Record<string, unknown> };
}

const instants = ['start', 'end', 'originalStart'];
const ofEvents = ['iCalUId', 'originalStart', 'isAllDay', 'excludedDates'];

/** The Content Manager's form of an event: its instants are entered as dates where it lasts all day. */
export function formOfEvents<F extends Form>(form: F): F {
  const { layout, metadatas = {} } = form.layout;
  const names = new Set([...Object.keys(metadatas), ...layout.flat(2).map(({ name }) => name)]);
  if (!ofEvents.every((name) => names.has(name))) return form;
  const asInstant = (field: Field) =>
    field.type === 'datetime' && instants.includes(field.name) ? { ...field, type: INSTANT_INPUT } : field;
  return { ...form, layout: { ...form.layout, layout: layout.map((panel) => panel.map((row) => row.map(asInstant))) } };
}
