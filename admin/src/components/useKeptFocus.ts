import { useEffect } from 'react';

/**
 * Whoever has no pointer is where the focus is. When what has it goes (a decided item leaves its list, a dialog closes after its opener has
 * gone) or cannot have it for a while (a button that is busy), the page gets it, and a button that comes back gets it back.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    let isKept = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || isKept) return;
      last = target;
    };
    const focus = (element: Element | null) => {
      isKept = true;
      if (element instanceof HTMLElement) element.focus({ preventScroll: true });
      isKept = false;
    };
    const look = () => {
      if (last === null) return;
      const main = document.querySelector('main');
      const { activeElement: active, body } = document;
      const isNowhere = active === null || active === body;
      const isThere = last.isConnected && !last.matches(':disabled');
      if (isThere && active === main && last !== main) focus(last);
      else if (!isThere && isNowhere) focus(main);
      if (!last.isConnected && document.activeElement === main) last = main; // which may be exchanged once what it waits for has come
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look); // after a dialog that closes has given the focus back
    };
    // Clicking on the page itself, or going there with a key, is a wish of its own.
    const forget = ({ target }: Event) => {
      if (!(target instanceof Element) || !last?.contains(target)) last = null;
    };

    const observer = new MutationObserver(soon);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget, true);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget, true);
    };
  }, []);
}
