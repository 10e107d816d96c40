import type { Core } from '@strapi/types';
import type { Resource } from '../../../../src/contracts';
import { answerCollections, chooseAndAnswer } from '../collections';
import type { Context } from '../context';
import { signedInMember } from '../signed-in';
import { chooseMyCollections } from '../../validation/bodies';
import { bodyOf } from '../../validation/parse';
import { inTurn } from './turn';

/** Which lists of the own mailbox take part. Microsoft is asked which there are. */
export const myCollections = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Which resources there are, the service says. */
  const targetOf = async (ctx: Context) => ({
    user: await signedInMember(strapi, ctx),
    resource: String(ctx.params['resource']) as Resource,
  });
  return {
    async read(ctx: Context) {
      const target = await targetOf(ctx);
      await inTurn(strapi, ctx, target.user, () => answerCollections(strapi, ctx, target));
    },
    async choose(ctx: Context) {
      const target = await targetOf(ctx);
      const { choice } = bodyOf(ctx, chooseMyCollections);
      await inTurn(strapi, ctx, target.user, () => chooseAndAnswer(strapi, ctx, { ...target, choice }));
    },
  };
};
