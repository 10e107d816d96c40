import { expect, it } from 'vitest';
import { prove } from './prove';
import type { Step } from './steps';
import { after, before, between, calendar, edit, here, killed, run } from './steps-in-words';

const historyOf = (...steps: Step[]) => ({ steps, conflictResolution: 'strapi-wins', seed: 1 }) as const;
const made = edit({ kind: 'create', side: here, shape: 0 });

it('a history fails when no run comes to the point that it names, and says what the run did', async () => {
  await expect(prove([calendar], historyOf(made, run, killed(before('POST /events'))))).rejects.toThrow(
    /was to be met before 'POST \/events', which it never did; it did: before store\.pending, .*GET \/calendarView\/delta/,
  );
  const nothing = { kind: 'mend' } as const;
  await expect(prove([calendar], historyOf(made, between(before('DELETE /events/{id}'), nothing)))).rejects.toThrow(/DELETE.*never did/);
});

it('of several effects of one name the one that is meant counts, and a request is another point than its answer', async () => {
  await prove([calendar], historyOf(made, killed(after('POST /events')), run));
  await prove([calendar], historyOf(made, killed(before('commit', 2)), run));
  await expect(prove([calendar], historyOf(made, killed(before('commit', 90))))).rejects.toThrow(/'commit' number 90, which it never did/);
});

it('a history that was drawn and fails is told with the names of what its numbers have hit', async () => {
  const drawn: Step = { kind: 'killed run', resource: calendar, at: 4 };
  const late: Step = { kind: 'killed run', resource: calendar, at: 9_999 };
  const mailing = { conditions: (microsoft: { mails(): unknown }) => void (microsoft.mails = () => ['a mail']) };
  await expect(prove([calendar], historyOf(made, drawn, late), mailing)).rejects.toThrow(
    /mails that nobody in Microsoft sent: .*\nstep 2, killed run before 'GET \/calendars'\nstep 3, killed run \(over before\)/,
  );
});
