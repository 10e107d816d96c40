import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call, Loose } from '../testing/fixture.js';
import { ada, callerFor, meeting, startTestSandbox } from '../testing/fixture.js';
import { materialFor } from '../testing/material.js';
import { createValidator } from '../testing/validate.js';

const folder = materialFor('../shared/graph/ms-samples');

interface Sample {
  readonly file: string;
  readonly kind: string;
  readonly http: string | null;
  readonly parse: string | null;
}

const samples = folder === undefined ? [] : (JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as { samples: Sample[] }).samples;
const written = samples.filter(
  ({ kind, http, parse }) => kind === 'request' && parse === 'ok' && /^(POST|PATCH) \S*\/events(\/[^/]*)?$/i.test(http ?? ''),
);

describe.skipIf(!folder)('every documented request that creates or changes an event is accepted', () => {
  const validator = createValidator();
  let sandbox: Sandbox;
  let call: Call;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
    call = await callerFor(sandbox, ada);
  });
  afterAll(() => sandbox.close());

  it('finds the samples', () => expect(written.length).toBeGreaterThanOrEqual(16));

  it.each(written.map(({ file, http }) => [http ?? '', file]))('%s (%s)', async (http, file) => {
    const { http: sample, body } = JSON.parse(readFileSync(`${folder as string}/${file}`, 'utf8')) as {
      http: { headers?: Record<string, string> };
      body: Loose;
    };
    const prefer = sample.headers?.['Prefer'];
    const headers: Record<string, string> = prefer === undefined ? {} : { prefer };
    let answer;
    if (http.startsWith('POST')) {
      // Samples share a transactionId: kept, the later ones would answer with the event of the first.
      const { transactionId: _transactionId, ...fresh } = body;
      answer = await call('POST', '/me/events', { ...fresh, ...(body['transactionId'] ? { transactionId: file } : {}) }, headers);
      expect(answer.status).toBe(201);
    } else {
      const existing = await call('POST', '/me/events', meeting('Existing', '2019-08-15T12:00:00', '2019-08-15T14:00:00'));
      answer = await call('PATCH', `/me/events/${existing.body['id']}`, body, headers);
      expect(answer.status).toBe(200);
    }
    expect(answer.body['subject']).toBe(body['subject'] ?? 'Existing');
    expect(validator?.entity('microsoft.graph.event', answer.body) ?? []).toEqual([]);
  });
});
