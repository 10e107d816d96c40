import { expect, it } from 'vitest';
import { addRemote, EVENT, openOffice } from '../support';

const listen = `({ strapi }) => {
  strapi.searchIndex = [];
  strapi.db.lifecycles.subscribe({
    models: ['${EVENT}'],
    afterCreate: ({ result }) => void strapi.searchIndex.push(result.subject),
    afterCreateMany: ({ params }) => void strapi.searchIndex.push(...params.data.map(({ subject }) => subject)),
  });
}`;
/** Plugins are started in the order of the configuration, where Strapi's own come first, and the application after them. */
const places: Record<string, Record<string, string>> = {
  'a plugin that Strapi starts before this one': {
    'src/extensions/users-permissions/strapi-server.js': `module.exports = (plugin) => {
      const { bootstrap } = plugin;
      plugin.bootstrap = async (given) => { await bootstrap(given); (${listen})(given); };
      return plugin;
    };`,
  },
  'the application': { 'src/index.js': `module.exports = { bootstrap: ${listen} };` },
};

it.each(Object.entries(places))('a listener of %s is told of a first import', async (_, files) => {
  const office = await openOffice({ boot: { files } });
  try {
    addRemote(office, ['Stand-up', 'Other']);
    await office.sync();
    expect(await office.events()).toHaveLength(2);
    expect((office.strapi as unknown as { searchIndex: string[] }).searchIndex.sort()).toEqual(['Other', 'Stand-up']);
  } finally {
    await office.close();
  }
});
