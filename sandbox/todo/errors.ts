import { GraphError, itemNotFound } from '../graph/errors.js';
import type { TodoBehaviour } from './behaviour.js';

/** To Do has codes of its own, in lower camel case (graph-facts §2.4, §2.5). */
export const invalidTodoRequest = (message: string, innerCode?: string): GraphError =>
  new GraphError(400, 'invalidRequest', message, {}, innerCode);

export const builtInList = (): GraphError => invalidTodoRequest('A built-in list cannot be changed.');

export const listNotFound = (): GraphError => new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.');

export function taskNotFound({ missingTask }: TodoBehaviour): GraphError {
  return missingTask === 'notFound' ? itemNotFound() : notInList();
}

export const notInList = (): GraphError => invalidTodoRequest('Parent folder specified does not contain a Task with given Id');

/** A person's token at another person's To Do (graph-facts §2.5). */
export const incorrectRoutingHint = (): GraphError =>
  invalidTodoRequest('The request is not for the mailbox of the token.', 'ErrorIncorrectRoutingHint');
