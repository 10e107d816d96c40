import { Box, Button, Checkbox, Field, Flex, Link, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import { Draggable } from '@fullcalendar/react/interaction';
import { useEffect, useMemo, useRef, useState } from 'react';
import { NavLink } from 'react-router-dom';

import { FieldLabel } from '../components/FieldLabel';
import type { TaskData } from '../../../src/contracts';
import type { CalendarTask } from '../../../src/contracts/http-calendar';
import { Card } from '../components/Card';
import { useText } from '../text/useText';
import { standingText, wayToDecide, wayToEntry } from './standing';
import { type Group, grouped, groups, listsOf } from './tasks';

interface TasksPanelProps {
  readonly tasks: readonly CalendarTask[];
  readonly today: string;
  readonly me: string | null;
  readonly names: ReadonlyMap<string, string>;
  readonly canWrite: (user: string) => boolean;
  /** Whose a new one becomes; null: nobody's. */
  readonly owner: string | null;
  readonly onChange: (task: CalendarTask, data: TaskData) => void;
  readonly onMake: (user: string, title: string) => void;
}

const groupText = {
  overdue: 'calendar.tasks-overdue',
  today: 'calendar.tasks-today',
  later: 'calendar.tasks-later',
  undated: 'calendar.tasks-undated',
  completed: 'calendar.tasks-completed',
} as const satisfies Record<Group, string>;
const ALL = 'all';

/** Tasks beside the calendar: ticked off, dragged onto a day, or given a date by hand. */
export function TasksPanel({ tasks, today, me, names, canWrite, owner, onChange, onMake }: TasksPanelProps) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const shown = useMemo(() => grouped(tasks, { today, list }), [tasks, today, list]);
  const lists = useMemo(() => listsOf(tasks), [tasks]);
  useEffect(() => {
    if (!place.current) return undefined;
    const dragging = new Draggable(place.current, { itemSelector: '[data-draggable]', eventData: { create: false } });
    return () => dragging.destroy();
  }, []);

  return (
    <Card title={t('resource.tasks')}>
      {lists.length > 1 ? (
        <Field.Root>
          <FieldLabel>{t('calendar.list')}</FieldLabel>
          <SingleSelect value={list ?? ALL} onChange={(chosen) => setList(chosen === ALL ? null : String(chosen))}>
            <SingleSelectOption value={ALL}>{t('calendar.all-lists')}</SingleSelectOption>
            {lists.map((name) => (
              <SingleSelectOption key={name} value={name}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      ) : null}
      {owner === null ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim() === '') return;
            onMake(owner, title.trim());
            setTitle('');
          }}
        >
          <Flex gap={2} alignItems="flex-end">
            <Box flex="1" minWidth={0}>
              <Field.Root>
                <FieldLabel>{t('calendar.new-task')}</FieldLabel>
                <TextInput value={title} onChange={(event) => setTitle(event.target.value)} />
              </Field.Root>
            </Box>
            <Button type="submit" variant="secondary" size="L" disabled={title.trim() === ''}>
              {t('calendar.add')}
            </Button>
          </Flex>
        </form>
      )}
      <Box ref={place}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {groups.map((group) => {
            const found = shown.get(group);
            return found ? (
              <Box key={group}>
                <Typography tag="h3" variant="sigma" textColor={group === 'overdue' ? 'danger600' : 'neutral600'}>
                  {t(groupText[group], { count: found.length })}
                </Typography>
                <Flex tag="ul" direction="column" alignItems="stretch" gap={3} paddingTop={2}>
                  {found.map((task) => (
                    <Task
                      key={`${task.user} ${task.documentId}`}
                      task={task}
                      isOwn={task.user === me}
                      person={names.size > 1 ? (names.get(task.user) ?? null) : null}
                      disabled={!canWrite(task.user)}
                      onChange={(data) => onChange(task, data)}
                    />
                  ))}
                </Flex>
              </Box>
            ) : null;
          })}
        </Flex>
      </Box>
      {tasks.length === 0 ? <Typography textColor="neutral600">{t('calendar.no-tasks')}</Typography> : null}
    </Card>
  );
}

interface TaskProps {
  readonly task: CalendarTask;
  readonly isOwn: boolean;
  readonly person: string | null;
  readonly disabled: boolean;
  readonly onChange: (data: TaskData) => void;
}

function Task({ task, isOwn, person, disabled, onChange }: TaskProps) {
  const t = useText();
  const { title, taskStatus, dueDate, listName, standing } = task;
  const name = title ?? t('calendar.untitled');
  const isDone = taskStatus === 'completed';
  // To Do keeps the date of what repeats to itself.
  const canMove = !disabled && !isDone && (task.recurrence ?? '') === '';
  const way = wayToDecide(standing, isOwn);
  const told = [person, listName, standing.kind === 'same' || way !== null ? null : t(standingText[standing.kind])];
  return (
    <Box
      tag="li"
      {...(canMove ? { 'data-draggable': '', 'data-user': task.user, 'data-document-id': task.documentId } : {})}
      style={{ cursor: canMove ? 'grab' : undefined, overflowWrap: 'anywhere' }}
    >
      <Checkbox
        checked={isDone}
        disabled={disabled}
        onCheckedChange={(checked) => onChange({ taskStatus: checked === true ? 'completed' : 'notStarted' })}
      >
        {name}
      </Checkbox>
      <Flex gap={2} wrap="wrap" paddingTop={1}>
        {isDone ? null : (
          <TextInput
            type="date"
            size="S"
            aria-label={t('calendar.due', { title: name })}
            value={dueDate ?? ''}
            disabled={!canMove}
            onChange={(event) => onChange({ dueDate: event.target.value === '' ? null : event.target.value })}
          />
        )}
        <Typography variant="pi" textColor="neutral600">
          {told.filter((words) => words !== null && words !== '').join(' · ')}
        </Typography>
        <Link tag={NavLink} to={way ?? wayToEntry(task)}>
          {way === null ? t('calendar.open') : t(standingText[standing.kind])}
        </Link>
      </Flex>
    </Box>
  );
}
