/** The code that a call of a service is refused with, and the names of the fields that are at fault; of one that is not refused, nothing. */
export const refused = async (work: Promise<unknown>) => {
  const { details } = (await work.then(
    () => ({}),
    (error: unknown) => error,
  )) as { details?: { code?: string; errors?: { path: string[] }[] } };
  return [details?.code, ...(details?.errors ?? []).map(({ path }) => path.join('.'))];
};
