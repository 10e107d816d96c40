/** The admin panel of the playground also speaks German, as the plugin's pages do. */
export default { config: { locales: ['de'] }, bootstrap() {} };
