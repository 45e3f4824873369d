import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Dump } from '../dump.ts';
import type { Operation } from '../history.ts';
import { writtenAt } from './evidence.ts';
import type { Subject } from './violation.ts';

/** Most lines of one story: its end says most. */
const longest = 60;

interface Line {
  readonly at: number;
  readonly text: string;
}

/** What the history and the clients tell of the subject of a violation, the oldest first. */
export function storyOf({ entries, history, losses }: Dump, subject: Subject): readonly string[] {
  const names = namesIn(subject, entries, history);
  if (names.length === 0 && !subject.seat) return [];
  const isAbout = (value: unknown): boolean => {
    const text = JSON.stringify(value);
    return names.some((name) => text.includes(name));
  };
  const { seat } = subject;
  const isOfSeat = ({ showtimeId, seatIds }: AuditEntry): boolean =>
    seat !== undefined && showtimeId === seat.showtimeId && seatIds.includes(seat.seatId);
  const lines = [
    ...entries.filter((entry) => isOfSeat(entry) || isAbout(entry)).map(lineOfEntry),
    ...history.filter((operation) => isAbout([operation.input, operation.answer])).flatMap(linesOfOperation),
  ];
  const [from, to] = [Math.min(...lines.map(({ at }) => at)), Math.max(...lines.map(({ at }) => at))];
  const lost = losses
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, kind }) => ({ at, text: `Redis: ${kind}` }));
  return [...lines, ...lost]
    .toSorted((one, other) => one.at - other.at)
    .slice(-longest)
    .map(({ at, text }) => `${new Date(at).toISOString().slice(11, 23)}  ${text}`);
}

/** Ids to look for: those of the subject, and the holds and keys that belong to its orders. */
function namesIn(
  { orderIds = [], holdId, shiftId, operation }: Subject,
  entries: readonly AuditEntry[],
  history: readonly Operation[],
): readonly string[] {
  const holds = entries
    .filter((entry) => entry.action === 'order.placed' && orderIds.includes(entry.orderId ?? ''))
    .map(({ details }) => details['holdId']);
  const asked = history.find(({ number }) => number === operation)?.input ?? {};
  const key = 'idempotencyKey' in asked ? asked.idempotencyKey : undefined;
  const own = [...orderIds, holdId, shiftId, key, ...holds];
  return own.filter((name): name is string => typeof name === 'string' && name !== '');
}

function lineOfEntry(entry: AuditEntry): Line {
  const { action, actor, seatIds, orderId, details } = entry;
  const parts = [action, seatIds.join('+'), orderId, `by ${actor ?? 'Foyer'}`, JSON.stringify(details)];
  return { at: writtenAt(entry), text: `entry      ${parts.filter(Boolean).join(' ')}` };
}

function linesOfOperation({
  number,
  name,
  client,
  input,
  startedAt,
  endedAt,
  answer,
  lost,
}: Operation): readonly Line[] {
  const heard = answer ? JSON.stringify(answer) : `nothing (${lost ?? 'unknown'})`;
  return [
    { at: startedAt, text: `asked #${number}  ${client}: ${name} ${JSON.stringify(input)}` },
    { at: endedAt, text: `heard #${number}  ${client}: ${heard}` },
  ];
}
