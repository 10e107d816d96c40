/** What a page is made of. Texts are always texts: nothing that comes from a calendar is read as HTML. */
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;
type Child = Node | string | null;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const button = (text: string, click: () => unknown, attributes: Attributes = {}): HTMLButtonElement =>
  element('button', { type: 'button', click: () => void click(), ...attributes }, text);

export function field(label: string, name: string, attributes: Attributes = {}): HTMLLabelElement {
  return element('label', {}, label, element('input', { name, ...attributes }));
}

export const valueIn = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? '');
