import type { HeldItem } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { tables } from './models';

/**
 * An earlier version held a collection that Microsoft does not show under the code of refused items, and told it apart by how its message
 * begins. Once at every start, so that nothing else has to.
 */
export async function giveHeldCollectionsTheirCode(sql: Sql): Promise<void> {
  const before = 'rejected-by-microsoft' satisfies HeldItem['code'];
  const code = 'collection-not-shown' satisfies HeldItem['code'];
  await sql.run((from) =>
    from(tables.held)
      .where({ code: before, side: 'strapi' })
      .whereNull('document_id')
      .where('message', 'like', 'Microsoft does not show this calendar or list: %')
      .update({ code }),
  );
}
