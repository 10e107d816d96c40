import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, idOf, inMicrosoft, inStrapi, manySubjects, openOffice, remote, remoteIdOf, type Office } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const deleteThere = (subjects: readonly string[]) => subjects.forEach((subject) => office.mailbox.deleteEvent(remoteIdOf(office, subject)));
const deleteHere = async (subjects: readonly string[]) => {
  for (const subject of subjects) await office.deleteEvent(await idOf(office, subject));
};

describe('approving a mass deletion', () => {
  const all = manySubjects(30);
  const seen = all.slice(0, 12);
  const later = all.slice(12, 24);
  beforeEach(async () => {
    addRemote(office, all);
    await office.sync();
  });

  it('covers what was counted when the run stopped, in Strapi; what is gone since is counted anew', async () => {
    deleteThere(seen);
    const stopped = await office.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', strapi: none });
    deleteThere(later);
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'stopped-by-guard', strapi: { ...none, deleted: 12 } }]);
    expect(await inStrapi(office)).toEqual(all.slice(12).sort());
    const again = await office.services.sync.approve({ run: runs[0]?.run ?? '' });
    expect(again.runs).toMatchObject([{ outcome: 'completed', strapi: { ...none, deleted: 12 } }]);
    expect(await inStrapi(office)).toEqual(all.slice(24).sort());
  });

  it('covers what was counted when the run stopped, in Microsoft', async () => {
    await deleteHere(seen);
    const stopped = await office.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', microsoft: none });
    await deleteHere(later);
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'stopped-by-guard', microsoft: { ...none, deleted: 12 } }]);
    expect(inMicrosoft(office)).toEqual(all.slice(12).sort());
  });

  it('of an earlier run covers what that one counted', async () => {
    deleteThere(seen);
    const first = await office.sync();
    deleteThere(later);
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard' });
    const { runs } = await office.services.sync.approve({ run: first.run });
    expect(runs).toMatchObject([{ outcome: 'stopped-by-guard', strapi: { ...none, deleted: 12 } }]);
  });

  it('costs no proofs while it waits, and proves once more before it deletes', async () => {
    deleteThere(seen);
    const stopped = await office.sync();
    for (let run = 0; run < 2; run += 1) expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard', requests: 1 });
    office.mailbox.addEvent(remote('New', 500));
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard', strapi: { ...none, created: 1 } });
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs[0]?.requests).toBeGreaterThan(1);
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { ...none, deleted: 12 } }]);
  });

  it('outlives a run that Microsoft delays', async () => {
    deleteThere(seen);
    const stopped = await office.sync();
    office.sandbox.faults.push({ path: /delta/, times: 20, answer: { status: 503 } });
    expect((await office.services.sync.approve({ run: stopped.run })).runs).toMatchObject([{ outcome: 'delayed' }]);
    office.sandbox.faults.clear();
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, deleted: 12 } });
  });
});
