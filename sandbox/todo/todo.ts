import type { VersionSource } from '../mailbox/version-source.js';
import type { TodoBehaviour } from './behaviour.js';
import { documentedBehaviour } from './behaviour.js';
import { Shelf } from './shelf.js';
import type { StoredList, StoredTask } from './task.js';

/** Microsoft To Do of one person. What may be done with it is in the files beside this one, one verb each. */
export class Todo {
  readonly lists: Shelf<StoredList>;
  readonly tasks: Shelf<StoredTask>;
  /** How it behaves where nobody knows how the service does. */
  behaviour: TodoBehaviour = documentedBehaviour;

  constructor(readonly mailbox: VersionSource) {
    this.lists = new Shelf<StoredList>(mailbox, () => '');
    this.tasks = new Shelf<StoredTask>(mailbox, ({ listKey }) => listKey);
    this.addList('Tasks', { wellknownListName: 'defaultList' });
    this.addList('Flagged Emails', { wellknownListName: 'flaggedEmails' });
    // They are as old as the mailbox: no delay hides them.
    this.lists.feed.replicate(mailbox.clock.now());
  }

  get defaultList(): StoredList {
    return [...this.lists.all.values()].find(({ wellknownListName }) => wellknownListName === 'defaultList') as StoredList;
  }

  addList(displayName: string, more: Partial<Pick<StoredList, 'isOwner' | 'isShared' | 'wellknownListName'>> = {}): StoredList {
    const { mailbox } = this;
    return this.lists.put({
      key: mailbox.nextListKey(),
      version: mailbox.nextVersion(),
      displayName,
      isOwner: true,
      isShared: false,
      wellknownListName: 'none',
      ...more,
    });
  }

  /** What is not named stays. */
  behave(behaviour: Partial<TodoBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...behaviour };
  }

  tasksOf(listKey: string): StoredTask[] {
    return [...this.tasks.all.values()].filter((task) => task.listKey === listKey);
  }
}
