import type { Core } from '@strapi/types';
import { ownSettings } from '../own-settings';
import { signedInMember } from '../signed-in';
import { eachInTurn } from './turn';

/** The own level of the settings. */
export const mySettings = ({ strapi }: { strapi: Core.Strapi }) => {
  const { read, write } = ownSettings(strapi, signedInMember);
  return eachInTurn(strapi, { read, write });
};
