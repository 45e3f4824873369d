import type { Order } from '../../domain/order.ts';
import { isFailure, type Operation, type OrderAnswer } from '../history.ts';
import { grouped, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** What clients were told is so: no acknowledged order is lost, and a key has one effect. */
export function* checkPromises(evidence: Evidence): Generator<Violation> {
  for (const operation of evidence.dump.history) {
    const { answer } = operation;
    if (answer?.__typename === 'Order') yield* checkOrder(operation, answer, evidence);
    if (operation.lost?.startsWith(bug)) {
      const text = `Operation ${operation.number}, ${operation.name}, was answered with a bug: ${operation.lost}`;
      yield violation('bug answered', text, { operation: operation.number });
    }
  }
  yield* checkKeys(evidence);
}

/** How an answer begins that says nothing but that we are wrong. */
const bug = 'INTERNAL_SERVER_ERROR';

function* checkOrder({ number, name }: Operation, answer: OrderAnswer, evidence: Evidence): Generator<Violation> {
  const about = { orderIds: [answer.id], operation: number };
  const order = evidence.order(answer.id);
  const place = `Operation ${number}, ${name}, was answered with the order ${answer.id}`;
  if (!order) {
    yield violation('order lost', `${place}, which isn't there.`, about);
    return;
  }
  const [told, kept] = [factsOfAnswer(answer), factsOf(order)].map((facts) => JSON.stringify(facts));
  if (told !== kept) yield violation('order lost', `${place} as ${told}, it is kept as ${kept}.`, about);
  const serials = new Set<string>(order.tickets.map(({ serial }) => serial));
  const missing = answer.tickets.filter(({ serial }) => !serials.has(serial)).map(({ serial }) => serial);
  if (missing.length > 0) yield violation('order lost', `${place}; its tickets ${missing.join(', ')} are gone.`, about);
}

/** What of an order never changes once somebody was told. */
function factsOfAnswer({ code, total, lines }: OrderAnswer) {
  return { code, total: total.amount, seats: lines.map(({ seatId }) => seatId) };
}

function factsOf({ code, total, lines }: Order) {
  return { code, total: total.amount, seats: lines.map(({ seatId }) => String(seatId)) };
}

/** Operations with a key whose reply is an order. */
const ordering = new Set<string>([
  'placeOrder',
  'reserveSeats',
  'payOrder',
  'cancelMyOrder',
  'voidOrder',
  'refundOrder',
  'exchangeOrder',
]);

function* checkKeys({ dump: { history, replies } }: Evidence): Generator<Violation> {
  const kept = new Map(replies.map(({ _id, orderId }) => [_id, orderId]));
  for (const [key, attempts] of grouped(history, keyOf)) {
    yield* checkOneEffect(key, attempts);
    if (attempts.some(({ name }) => !ordering.has(name))) continue;
    yield* checkReply(key, attempts, kept.get(key));
  }
}

function keyOf({ input, accountId }: Operation): string | undefined {
  return 'idempotencyKey' in input && input.idempotencyKey ? `${accountId}:${input.idempotencyKey}` : undefined;
}

function* checkOneEffect(key: string, attempts: readonly Operation[]): Generator<Violation> {
  const done = attempts.filter(({ answer }) => answer && !isFailure(answer));
  const [first] = done;
  if (!first?.answer) return;
  const about = { operation: first.number, orderIds: [...new Set(done.map(idOfAnswer))] };
  if (about.orderIds.length > 1)
    yield violation('key had two effects', `The key ${key} had several effects: ${about.orderIds.join(', ')}.`, about);
  for (const { number, name, input } of done) {
    const text = `The key ${key} did two things: operation ${first.number} and, with another body, ${number}.`;
    if (bodyOf(name, input) !== bodyOf(first.name, first.input)) yield violation('key had two effects', text, about);
  }
  for (const attempt of attempts) yield* checkLater(key, attempt, first);
}

/** Who asks again after the answer hears the same; with another body, that the key is taken. */
function* checkLater(key: string, attempt: Operation, first: Operation): Generator<Violation> {
  const { number, name, input, answer, startedAt } = attempt;
  if (!answer || startedAt <= first.endedAt) return;
  const isSame = bodyOf(name, input) === bodyOf(first.name, first.input);
  const isRight = isSame ? !isFailure(answer) : answer.__typename === 'IdempotencyConflictError';
  if (isRight) return;
  const kind = isSame ? 'reply lost' : 'key had two effects';
  const asked = isSame ? 'asked the same again' : 'asked something else with it';
  const text = `Operation ${first.number} did ${first.name} with the key ${key}; ${number} ${asked} and heard ${answer.__typename}.`;
  yield violation(kind, text, { operation: number, orderIds: [idOfAnswer(first)] });
}

/** The reply that is kept is the one that was given; a request that was refused every time left none. */
function* checkReply(key: string, attempts: readonly Operation[], kept: string | undefined): Generator<Violation> {
  const told = attempts.find(({ answer }) => answer && !isFailure(answer));
  const isRefused = attempts.every(({ answer }) => answer && isFailure(answer));
  const text = `The key ${key} is kept for ${kept ?? 'nothing'}, but ${told ? idOfAnswer(told) : 'refusals'} was answered.`;
  const about = { operation: (told ?? attempts[0])?.number ?? 0, orderIds: kept === undefined ? [] : [kept] };
  if (told && kept !== idOfAnswer(told)) yield violation('reply lost', text, about);
  if (isRefused && kept !== undefined) yield violation('key had two effects', text, about);
}

function idOfAnswer({ answer }: Operation): string {
  return answer && 'id' in answer ? answer.id : '';
}

function bodyOf(name: string, input: object): string {
  return `${name} ${JSON.stringify(input)}`;
}
