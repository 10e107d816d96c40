'use strict';

/** What the last run did, by user. In memory, because it only decorates the agenda; the history itself is `sync.history`. */
const lastRuns = new Map();

/**
 * Listens to finished runs, whoever started them: the schedule, a person, a local edit.
 * @param {import('@strapi/types').Core.Strapi} strapi
 * @returns {() => void} ends the listening
 */
function listenToRuns(strapi) {
  /** @param {import('strapi-plugin-microsoft-sync/contracts').RunReport} report */
  const remember = async (report) => {
    lastRuns.set(report.user, report);
  };
  strapi.eventHub.on('microsoft-sync.run.completed', remember);
  return () => strapi.eventHub.off('microsoft-sync.run.completed', remember);
}

/** @param {string} user */
const lastRunOf = (user) => lastRuns.get(user) ?? null;

module.exports = { lastRunOf, listenToRuns };
