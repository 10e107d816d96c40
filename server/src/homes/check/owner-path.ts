import { aKind, type HomeProblem, type HomeToCheck } from './problem';
import { type ContentTypeSchema, type HostSchemas, isToOne } from './schemas';

/** Each hop is a relation to one, and the last one is to a user. */
export function ownerProblems({ key, mapping }: HomeToCheck, type: ContentTypeSchema, schemas: HostSchemas): HomeProblem[] {
  const message = problemOfPath(mapping.owner, mapping.uid, type, schemas);
  return message === null ? [] : [{ key: `${key}.owner`, message }];
}

function problemOfPath(path: string, uid: string, type: ContentTypeSchema, schemas: HostSchemas): string | null {
  let at: { readonly uid: string; readonly type: ContentTypeSchema | null } = { uid, type };
  for (const name of path.split('.')) {
    if (!at.type) return `leads to ${at.uid}, which does not exist`;
    const attribute = Object.hasOwn(at.type.attributes, name) ? at.type.attributes[name] : undefined;
    if (!attribute) return `names '${path}', and ${at.uid} has no attribute '${name}'`;
    if (attribute.type !== 'relation')
      return `names '${path}', and '${name}' of ${at.uid} is ${aKind(attribute.type)}: it must be a relation`;
    if (!isToOne(attribute)) return `names '${path}', and '${name}' of ${at.uid} may lead to many: an entry has one owner at most`;
    const target = attribute.target ?? 'no type of its own';
    at = { uid: target, type: schemas.contentType(target) };
  }
  return at.uid === schemas.userType ? null : `ends at ${at.uid}: it must end at ${schemas.userType}, which is host.user`;
}
