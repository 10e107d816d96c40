import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDateTime } from '../../mailbox/dates.js';
import { instantToWall, wallToInstant } from '../../mailbox/zones.js';
import type { Sandbox } from '../../index.js';
import type { Call } from '../../testing/fixture.js';
import { ada, startTestSandbox, todoCallerFor } from '../../testing/fixture.js';
import { materialFor } from '../../testing/material.js';

const file = materialFor('../shared/vectors/windows-zones.json');
const text = file === undefined ? '' : readFileSync(file, 'utf8');
/** Every Windows name in the table, whatever its shape. */
const zones = [
  ...new Set([...text.matchAll(/"((?:UTC|[A-Z][\w. ]*(?:Standard Time|Time))(?: ?\(?[\w+-]*\)?)?)"/g)].map(([, name = '']) => name)),
].filter((name) => / Standard Time|^UTC/.test(name));

describe.skipIf(!file)('a due date over all zones', () => {
  let sandbox: Sandbox;
  let call: Call;
  let tasks: string;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
    call = await todoCallerFor(sandbox, ada);
    tasks = `/me/todo/lists/${sandbox.mailbox(ada).tasks.defaultListId}/tasks`;
  });
  afterAll(() => sandbox.close());

  it('finds the zones', () => expect(zones.length).toBeGreaterThan(100));

  it.each(['2026-01-15', '2026-03-29', '2026-07-15'])(
    '%s is midnight of its zone as an instant, and the same day when read in that zone',
    async (date) => {
      for (const timeZone of zones) {
        const { status, body } = await call('POST', tasks, { title: timeZone, dueDateTime: { dateTime: `${date}T17:30:00`, timeZone } });
        expect(status, timeZone).toBe(201);
        const instant = parseDateTime(body['dueDateTime'].dateTime)?.wall ?? 0;
        expect(instant, timeZone).toBe(wallToInstant(Date.parse(`${date}T00:00:00Z`), timeZone));
        const { body: read } = await call('GET', `${tasks}/${body['id']}`, undefined, { prefer: `outlook.timezone="${timeZone}"` });
        // Where the clocks skip midnight, the day begins an hour later.
        expect(read['dueDateTime'].dateTime.slice(0, 10), timeZone).toBe(
          new Date(instantToWall(instant, timeZone)).toISOString().slice(0, 10),
        );
      }
    },
  );
});
