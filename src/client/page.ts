/** What is used of a browser's page. */
export interface Popup {
  location: { href: string };
  readonly closed: boolean;
  close(): void;
}
interface Page {
  readonly location: { readonly href: string; readonly hash: string; readonly origin: string; assign(url: string): void };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly document: { hasFocus(): boolean };
  open(url: string, name: string, features: string): Popup | null;
  close(): void;
}

export const page = (): Page => globalThis as unknown as Page;

/** Where the page is, without what a sign-in or anchors have put behind it. */
export const hereWithoutFragment = (): string => page().location.href.split('#')[0] ?? '';
