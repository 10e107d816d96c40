import type { Core } from '@strapi/types';
import { ownConflicts } from '../conflicts';
import { ownHeld } from '../held';
import { signedInMember } from '../signed-in';
import { eachInTurn } from './turn';

export const myConflicts = ({ strapi }: { strapi: Core.Strapi }) => eachInTurn(strapi, ownConflicts(strapi, signedInMember));
export const myHeld = ({ strapi }: { strapi: Core.Strapi }) => eachInTurn(strapi, ownHeld(strapi, signedInMember));
