'use strict';

const { errors } = require('@strapi/utils');
const { microsoftSync } = require('strapi-plugin-microsoft-sync/contracts');
const { lastRunOf } = require('./last-runs');

const DAY = 24 * 60 * 60 * 1000;

/** @param {{ strapi: import('@strapi/types').Core.Strapi }} host */
const agenda = ({ strapi }) => {
  // Typed access; `strapi.plugin('microsoft-sync').service('calendar')` gives the same object, without types.
  // Asked for at each call: services are made when they are first used.
  const microsoft = () => microsoftSync(strapi);

  /** @param {string} user documentId of a person @param {number} days */
  async function read(user, days) {
    const { accounts, calendar, settings } = microsoft();
    const from = new Date().toISOString();
    const to = new Date(Date.now() + days * DAY).toISOString();
    const [values, account, occurrences] = await Promise.all([
      // The settings that count for this person, whichever level they come from.
      settings.resolve({ user }),
      // `state` is derived from evidence; a reason such as `sign-in-expired` says what the person has to do.
      accounts.status({ user }),
      // Single events, exceptions and the expanded occurrences of series, in the order of time.
      calendar.occurrences({ user, from, to }),
    ]);
    return {
      account: { state: account.state, reason: account.reason },
      isSynchronized: values.calendarEnabled && account.state === 'connected',
      everyMinutes: values.syncIntervalMinutes,
      lastRun: lastRunOf(user),
      occurrences,
    };
  }

  return {
    /** GET /api/crm-example/agenda?user=<documentId>&days=7 */
    async find(ctx) {
      const { user, days } = parse(ctx.query);
      ctx.body = { data: await read(user, days) };
    },

    /** POST /api/crm-example/agenda/refresh?user=<documentId>: synchronizes first, and answers when that is done. */
    async refresh(ctx) {
      const { user, days } = parse(ctx.query);
      const { runs } = await microsoft().sync.run({ user, resource: 'calendar' });
      ctx.body = { data: await read(user, days), meta: { outcomes: runs.map((run) => run.outcome) } };
    },
  };
};

/** @param {Record<string, unknown>} query */
function parse({ user, days = '7' }) {
  const number = Number(days);
  if (typeof user !== 'string' || user === '') throw new errors.ValidationError('`user` must be the documentId of a person.');
  if (!Number.isInteger(number) || number < 1 || number > 92)
    throw new errors.ValidationError('`days` must be a whole number from 1 to 92.');
  return { user, days: number };
}

module.exports = { agenda };
