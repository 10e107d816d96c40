import type { Agenda, AgendaDeps } from './agenda';

/** It brings time zones and a reader of HTML along, so it is loaded when the first one asks for a calendar. */
export function agendaOnceAsked(deps: AgendaDeps): Agenda {
  const agenda = async () => (await import('./agenda')).createAgenda(deps);
  return {
    entries: async (of) => (await agenda()).entries(of),
    tasks: async (of) => (await agenda()).tasks(of),
    standings: async (of) => (await agenda()).standings(of),
  };
}
