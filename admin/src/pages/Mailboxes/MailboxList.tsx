import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { MailboxItem } from '../../../../src/contracts/http';
import { AccountState } from '../../account/AccountState';
import type { Column } from '../../components/DataTable';
import { Notice } from '../../components/Notice';
import { RowLink } from '../../components/RowLink';
import { useMay } from '../../components/useMay';
import { ChoiceFilter } from '../../lists/ChoiceFilter';
import { ListPage } from '../../lists/ListPage';
import { OrganizationFilter } from '../../lists/OrganizationFilter';
import { useListQuery } from '../../lists/useListQuery';
import { AssignedBy } from '../../mailboxes/AssignedBy';
import { mailboxProblemText } from '../../mailboxes/problemText';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { useGetMicrosoftMailboxesQuery } from '../../services/api';
import { mailboxShowText } from '../../text/labels';
import { useText } from '../../text/useText';
import { AssignMany } from './AssignMany';
import { RuleCard } from './RuleCard';

const names = ['search', 'organization', 'show'];

/** Whose mailbox is whose, and who has none yet: to be assigned one by one on a person's page, many at once here, or by a rule. */
export function MailboxList() {
  const t = useText();
  const list = useListQuery(names);
  const query = useGetMicrosoftMailboxesQuery(list.query, { refetchOnMountOrArgChange: true });
  const mayRead = useMay(permissions.readUsers) === true;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = query.data?.items ?? [];
  // Of what is on the page and has a proposal; whoever is out of sight is not decided about.
  const selectable = items.filter(({ profile }) => profile !== '');
  const selected = selectable.filter(({ id }) => chosen.has(id));
  const choose = (ids: string[], isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  const allIds = selectable.map(({ id }) => id);

  const columns: Column<MailboxItem>[] = [
    {
      head: t('mailboxes.select'),
      cell: ({ id, name, profile }) => (
        <Checkbox
          aria-label={t('mailboxes.select-one', { name })}
          checked={chosen.has(id)}
          disabled={profile === ''}
          onCheckedChange={(checked) => choose([id], checked === true)}
        />
      ),
    },
    {
      head: t('users.name'),
      cell: ({ id, name, organization }) => (
        <RowLink to={mayRead ? `/settings/${PLUGIN_ID}/users/${encodeURIComponent(id)}` : undefined} detail={organization?.name}>
          {name}
        </RowLink>
      ),
    },
    { head: t('mailbox.assigned'), cell: (item) => <Assigned item={item} /> },
    { head: t('mailbox.profile'), cell: ({ profile }) => <Address>{profile || t('mailbox.none')}</Address> },
    { head: t('account.title'), cell: ({ state, reason }) => <AccountState state={state} reason={reason} /> },
  ];
  return (
    <ListPage
      title={t('mailboxes.title')}
      subtitle={t('mailboxes.subtitle')}
      searchLabel={t('users.search')}
      empty={t('users.empty')}
      list={list}
      query={query}
      columns={columns}
      keyOf={({ id }) => id}
      before={
        <>
          {query.data?.applies === false ? <Notice tone="information">{t('mailboxes.not-needed')}</Notice> : null}
          <RuleCard />
        </>
      }
      filters={
        <>
          <OrganizationFilter value={list.query['organization'] ?? ''} onChange={(value) => list.set('organization', value)} />
          <ChoiceFilter
            label={t('mailboxes.show')}
            all={t('mailboxes.show-all')}
            choices={mailboxShowText}
            value={list.query['show'] ?? ''}
            onChange={(value) => list.set('show', value)}
          />
        </>
      }
      actions={
        <Flex gap={4} wrap="wrap">
          <Checkbox
            checked={selected.length === 0 ? false : selected.length === selectable.length ? true : 'indeterminate'}
            disabled={selectable.length === 0}
            onCheckedChange={(checked) => choose(allIds, checked === true)}
          >
            {t('mailboxes.select-all')}
          </Checkbox>
          <AssignMany items={selected} onDone={() => setChosen(new Set())}>
            <Button disabled={selected.length === 0}>{t('mailboxes.assign', { count: selected.length })}</Button>
          </AssignMany>
        </Flex>
      }
    />
  );
}

function Assigned({ item: { assignment, problem } }: { item: MailboxItem }) {
  const t = useText();
  if (assignment === null) return problem === null ? t('mailbox.none') : t(mailboxProblemText[problem.code]);
  return (
    <>
      <Address>{assignment.address}</Address>
      <Typography tag="div" variant="pi" textColor="neutral600">
        <AssignedBy assignment={assignment} />
      </Typography>
    </>
  );
}

function Address({ children }: { children: string }) {
  return <span style={{ overflowWrap: 'anywhere' }}>{children}</span>;
}
