import { Button, Dialog, Flex, Typography } from '@strapi/design-system';

import type { EventData, EventItem, Item, TaskItem } from '../../../src/contracts';
import { Facts } from '../components/Facts';
import { FieldValue } from '../decisions/FieldValue';
import { fieldName } from '../text/fieldName';
import { useText } from '../text/useText';
import type { Times } from './shownTimes';
import type { Late } from './useChanges';
import { useWhenText } from './useWhenText';

interface LateDialogProps {
  readonly late: Late | null;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onFailure: (error: unknown) => void;
}

const times = new Set(['start', 'end', 'isAllDay']);
const ofEvents = ['location', 'showAs'] as const;
const ofTasks = ['taskStatus', 'dueDate'] as const;

/** What somebody meant comes too late: what stands there now, what was meant, and which of them it is to be. */
export function LateDialog({ late, zone, onClose, onFailure }: LateDialogProps) {
  const t = useText();
  const whenText = useWhenText();
  const now = late?.now ?? null;
  const facts = (values: Readonly<Record<string, unknown>>, fields: readonly string[]) => [
    ...(hasTimes(values) ? [{ name: t('calendar.when'), value: whenText(values, zone) }] : []),
    ...fields
      .filter((field) => !times.has(field))
      .map((field) => ({ name: fieldName(t, field), value: <FieldValue field={field} value={values[field]} of={values} /> })),
  ];
  const again = () => {
    onClose();
    late?.again().catch(onFailure);
  };
  return (
    <Dialog.Root open={late !== null} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Content>
        <Dialog.Header>{t('calendar.late-title')}</Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" alignItems="stretch" gap={4} width="100%">
            <Typography>
              {t(late?.now === null ? 'calendar.late-gone' : 'calendar.late', { title: titleOf(now) ?? t('calendar.untitled') })}
            </Typography>
            {late && now ? (
              <>
                <Typography tag="h3" variant="delta">
                  {t('calendar.late-now')}
                </Typography>
                <Facts facts={facts(valuesOf(now), [...new Set([...shownOf(now), ...Object.keys(late.yours ?? {})])])} />
                <Typography tag="h3" variant="delta">
                  {t('calendar.late-yours')}
                </Typography>
                {late.yours === null ? (
                  <Typography>{t('calendar.remove')}</Typography>
                ) : (
                  <Facts facts={facts(late.yours as EventData, Object.keys(late.yours))} />
                )}
              </>
            ) : null}
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Button fullWidth variant="tertiary" onClick={onClose}>
            {t(now === null ? 'calendar.close' : 'calendar.late-keep')}
          </Button>
          {now === null ? null : (
            <Button fullWidth variant={late?.yours === null ? 'danger-light' : 'default'} onClick={again}>
              {t('calendar.late-again')}
            </Button>
          )}
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}

const valuesOf = (item: Item) => item as unknown as Readonly<Record<string, unknown>>;
const isEvent = (item: Item): item is EventItem => 'subject' in item;
const titleOf = (item: Item | null): string | null =>
  (item === null ? null : isEvent(item) ? item.subject : (item as TaskItem).title) || null;
const shownOf = (item: Item): readonly string[] => (isEvent(item) ? ofEvents : ofTasks);

function hasTimes(values: Readonly<Record<string, unknown>>): values is Readonly<Record<string, unknown>> & Times {
  return typeof values['start'] === 'string' && typeof values['end'] === 'string' && typeof values['isAllDay'] === 'boolean';
}
