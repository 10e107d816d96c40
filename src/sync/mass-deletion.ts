/**
 * Mass-change guard: on one side, more than a fifth of the linked items and more than 10 of them, or all of them if there are
 * at least 3, are not deleted without somebody's word. The complaint that taught it: a whole calendar wiped, with cancellations.
 */
export function needsApproval(of: { deletions: number; linked: number }): boolean {
  const { deletions, linked } = of;
  return (deletions > 10 && deletions > linked / 5) || (linked >= 3 && deletions >= linked);
}
