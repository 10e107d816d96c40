type Data = Readonly<Record<string, unknown>>;

/** What the host's hook makes of a place: it writes them in capitals. */
export const altered = (text: string): string => text.toUpperCase();

/** A hook of the host that makes something else of what is written into one of its types. */
export const hookOf =
  (of: string, isAltering: boolean) =>
  (uid: string, data: Data): Data =>
    isAltering && uid === of && typeof data['place'] === 'string' ? { ...data, place: altered(data['place']) } : data;
