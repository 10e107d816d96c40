import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import { listPath } from '../../services/paths';
import { useText } from '../../text/useText';

/** Everybody whom search and filters leave, as a file. */
export function ExportButton({ of }: { of: Readonly<Record<string, string>> }) {
  const t = useText();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isBusy, setBusy] = useState(false);
  const { search = '', organization = '', standing = '' } = of;
  const save = async () => {
    setBusy(true);
    try {
      const { data } = await get(listPath('status/export', { search, organization, standing }), { responseType: 'blob' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(data);
      link.download = 'microsoft-365-status.csv';
      link.click();
      URL.revokeObjectURL(link.href);
      toggleNotification({ type: 'success', message: t('status.exported') });
    } catch {
      toggleNotification({ type: 'danger', message: t('error.refresh') });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Button variant="tertiary" startIcon={<Download aria-hidden />} loading={isBusy} onClick={() => void save()}>
        {t('status.export')}
      </Button>
    </div>
  );
}
