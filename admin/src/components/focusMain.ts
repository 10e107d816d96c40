/** After an action has disabled or removed the button that had the focus, it would be lost to whoever has no pointer. */
export function focusMainIfLost() {
  setTimeout(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) document.querySelector('main')?.focus({ preventScroll: true });
  });
}
