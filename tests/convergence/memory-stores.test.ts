import { describeStores } from '../support/store-contract';
import { memoryItems } from './memory-items';
import { memoryLeases } from './memory-leases';
import { memoryStore } from './memory-store';
import { Process } from './process';
import { newState, type State } from './state';
import { contentTypes } from './own-types';

describeStores('in memory', async () => {
  const holder: { state: State } = { state: newState() };
  let time = Date.parse('2026-03-02T08:00:00Z');
  const process = new Process(holder, null);
  const now = () => time;
  const events = memoryItems(holder, process, contentTypes.calendar, now);
  return {
    store: memoryStore(holder, process, now),
    events,
    tasks: memoryItems(holder, process, contentTypes.tasks, now),
    leases: memoryLeases(holder, process, now),
    ada: 'ada',
    ben: 'ben',
    advance: (milliseconds) => void (time += milliseconds),
  };
});
