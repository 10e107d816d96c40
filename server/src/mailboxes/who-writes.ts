import type { Core, UID } from '@strapi/types';

export type UserType = 'admin::user' | 'plugin::users-permissions.user';

/** What people can change about themselves through Strapi's own doors, or choose when they register. */
const OWN: Record<UserType, readonly string[]> = {
  'admin::user': ['email', 'username', 'firstname', 'lastname', 'preferedLanguage'],
  'plugin::users-permissions.user': ['email', 'username'],
};
/** Strapi's own bookkeeping, and secrets. */
const INTERNAL = ['documentId', 'locale', 'provider', 'password', 'resetPasswordToken', 'registrationToken', 'confirmationToken'];
const TEXTS = ['string', 'email', 'text'];
/** Whoever has one of these in a role of users-permissions writes every attribute of every user, their own among them. */
const WRITES = ['plugin::users-permissions.user.update', 'plugin::users-permissions.user.create'];

/** Attributes of the host's users that could name a mailbox. */
export function textAttributes(strapi: Core.Strapi, userType: UserType): string[] {
  return Object.entries(attributesOf(strapi, userType)).flatMap(([name, { type }]) =>
    TEXTS.includes(type) && !INTERNAL.includes(name) ? [name] : [],
  );
}

/**
 * Why an attribute must not decide whose mailbox is whose: null where its holder cannot write it. Looked at anew at every use, for the roles
 * of users-permissions can change at any time. Routes of the host's own cannot be seen from here.
 */
export async function whyNotTrusted(strapi: Core.Strapi, userType: UserType, attribute: string): Promise<string | null> {
  const found = Object.hasOwn(attributesOf(strapi, userType), attribute) ? attributesOf(strapi, userType)[attribute] : undefined;
  if (!found) return `People have no attribute "${attribute}".`;
  if (INTERNAL.includes(attribute)) return `"${attribute}" is Strapi’s own and names no mailbox.`;
  if (!TEXTS.includes(found.type)) return `"${attribute}" is no text, so it names no mailbox.`;
  if (OWN[userType].includes(attribute))
    return `Everybody can change their own "${attribute}", so it says nothing about whose a mailbox is.`;
  return userType === 'plugin::users-permissions.user' ? whyOpenToUsers(strapi, attribute) : null;
}

async function whyOpenToUsers(strapi: Core.Strapi, attribute: string): Promise<string | null> {
  const { allowedFields } = (strapi.config.get('plugin::users-permissions.register') ?? {}) as { allowedFields?: unknown };
  if (Array.isArray(allowedFields) && allowedFields.includes(attribute))
    return `Whoever registers may fill in "${attribute}" (register.allowedFields in config/plugins).`;
  const granted = (await strapi.db.query('plugin::users-permissions.permission' as UID.Schema).findMany({
    where: { action: { $in: WRITES }, role: { id: { $notNull: true } } },
    populate: { role: { select: ['name'] } },
  })) as { role?: { name?: unknown } | null }[];
  const roles = [...new Set(granted.map(({ role }) => String(role?.name ?? '')))].sort();
  if (roles.length === 0) return null;
  return `People with the role ${roles.map((role) => `"${role}"`).join(', ')} may write users through the API, and so "${attribute}" of their own. Take "create" and "update" of users away from it under Users & Permissions → Roles.`;
}

function attributesOf(strapi: Core.Strapi, userType: UserType): Record<string, { type: string }> {
  return strapi.contentType(userType).attributes as Record<string, { type: string }>;
}
