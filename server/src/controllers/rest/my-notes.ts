import type { Core } from '@strapi/types';
import { ownConflicts } from '../conflicts';
import { ownHeld } from '../held';
import { signedInMember } from '../signed-in';

export const myConflicts = ({ strapi }: { strapi: Core.Strapi }) => ownConflicts(strapi, signedInMember);
export const myHeld = ({ strapi }: { strapi: Core.Strapi }) => ownHeld(strapi, signedInMember);
