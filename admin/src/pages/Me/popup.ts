const WIDTH = 520;
const HEIGHT = 680;

/** An empty window in the middle of this one, which Microsoft's page cannot reach back from; null where the browser blocks popups. */
export function openPopup(): Window | null {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const popup = window.open('about:blank', 'microsoft-sync-sign-in', `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`);
  if (popup) popup.opener = null;
  return popup;
}
