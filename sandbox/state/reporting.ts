/** The same object, which tells of every call: whoever works on a mailbox from inside the process changes it without a request. */
export function reporting<T extends object>(target: T, onCall: () => void): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        onCall();
        return value.apply(object, parameters) as unknown;
      };
    },
  });
}
