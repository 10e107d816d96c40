/** What happens when, series expanded. */
export interface Occurrence {
  uid: string; // of the content type that holds the row
  event: string; // documentId of the row it comes from: single event, series or exception
  series: string | null;
  originalStart: string | null;
  start: string;
  end: string;
  isAllDay: boolean;
  subject: string;
}
export interface CalendarService {
  occurrences(of: { user: string; from: string; to: string }): Promise<Occurrence[]>;
  editOccurrence(of: { series: string; originalStart: string; data: Record<string, unknown> }): Promise<{ documentId: string }>;
  cancelOccurrence(of: { series: string; originalStart: string }): Promise<void>;
}
