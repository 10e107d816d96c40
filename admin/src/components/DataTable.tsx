import { Box, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIsMobile } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import { Facts } from './Facts';

export interface Column<R> {
  head: string;
  cell: (row: R) => ReactNode;
}
interface DataTableProps<R> {
  label: string;
  columns: Column<R>[];
  rows: R[];
  keyOf: (row: R) => string;
}

/** Rows as a table; where a table has no room, one below the other with the heads as names. */
export function DataTable<R>(props: DataTableProps<R>) {
  return useIsMobile() ? <Stack {...props} /> : <Grid {...props} />;
}

function Grid<R>({ label, columns, rows, keyOf }: DataTableProps<R>) {
  return (
    <Table aria-label={label} colCount={columns.length} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          {columns.map(({ head }) => (
            <Th key={head}>
              <Typography variant="sigma" textColor="neutral600">
                {head}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={keyOf(row)}>
            {columns.map(({ head, cell }) => (
              <Td key={head}>
                {/* The design system's table keeps what it holds on one line, and then hides what has no room. */}
                <Typography tag="div" textColor="neutral800" style={{ whiteSpace: 'normal' }}>
                  {cell(row)}
                </Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Stack<R>({ label, columns, rows, keyOf }: DataTableProps<R>) {
  return (
    <Flex tag="ul" aria-label={label} direction="column" alignItems="stretch" gap={3}>
      {rows.map((row) => (
        <Box key={keyOf(row)} tag="li" background="neutral0" borderColor="neutral150" hasRadius padding={4}>
          <Facts facts={columns.map(({ head, cell }) => ({ name: head, value: cell(row) }))} />
        </Box>
      ))}
    </Flex>
  );
}
