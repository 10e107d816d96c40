import { isOwner } from './is-owner';

export const policies = { 'is-owner': isOwner };
