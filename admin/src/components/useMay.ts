import { type Permission, useRBAC } from '@strapi/strapi/admin';

/** Whether the signed-in person may do something; `null` as long as Strapi has not said. */
export function useMay(permission: Permission[]): boolean | null {
  const { allowedActions, isLoading } = useRBAC(permission);
  if (isLoading) return null;
  return Object.values(allowedActions).includes(true);
}
