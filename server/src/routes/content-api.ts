/** Microsoft sends people back here without any session; the page only hands code and state on. */
export const contentApiRoutes = [{ method: 'GET', path: '/oauth/callback', handler: 'oauth.callback', config: { auth: false } }];
