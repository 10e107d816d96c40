/** The same object, which tells of every call: whoever works on a mailbox from inside the process changes it without a request. */
export function reporting<T extends object>(target: T, onCall: () => void): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      // A part of the object with calls of its own, such as `tasks` of a mailbox.
      if (isObjectOfCalls(value)) return reporting(value, onCall);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        onCall();
        return value.apply(object, parameters) as unknown;
      };
    },
  });
}

function isObjectOfCalls(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).some((part) => typeof part === 'function')
  );
}
