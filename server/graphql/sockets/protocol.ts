import { makeServer, type Context, type Server } from 'graphql-ws';
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from '../../log.ts';
import type { Services } from '../../services/services.ts';
import { createContext, type GraphQLContext } from '../context.ts';
import type { FormatError } from '../errors.ts';
import { operationOf } from '../graphql-request.ts';
import type { KnownDocuments } from '../known-documents.ts';
import type { Admission, Refusal } from '../limits/admission.ts';
import { operationFacts } from '../limits/operation-facts.ts';
import { SharedSubscriptions } from '../shared-subscriptions.ts';
import { closeCodes, type LiveSocket } from './live-socket.ts';
import type { LiveSockets } from './live-sockets.ts';

export interface ProtocolOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly documents: KnownDocuments;
  readonly admission: Admission;
  readonly formatError: FormatError;
  readonly log: Logger;
  readonly allowsIntrospection: boolean;
}

/** What belongs to one socket. */
interface Extra {
  readonly live: LiveSocket;
  context?: GraphQLContext;
}

interface InitPayload {
  readonly [name: string]: unknown;
  readonly accessToken?: unknown;
}

type SocketContext = Context<InitPayload, Extra>;

/** Operations that one socket may have under way. */
const mostSubscriptions = 10;

/** `graphql-transport-ws` with our documents, limits and errors. `initMs`: how long a client may take to say who it is. */
export function createProtocol(options: ProtocolOptions, open: LiveSockets, initMs: number): Server<Extra> {
  const subscriptions = new SharedSubscriptions();
  const present = (errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] =>
    errors.map((error) => options.formatError(error.toJSON(), error));
  return makeServer<InitPayload, Extra>({
    connectionInitWaitTimeout: initMs,
    onConnect: (context) => connect(context, options, open),
    onSubscribe: (context, _id, payload) => prepare(context, payload, options),
    subscribe: (args) => subscriptions.subscribe(args),
    onNext: (_context, _id, _payload, _args, { data, errors }) =>
      errors && { ...(data !== undefined && { data }), errors: present(errors) },
    onError: (_context, _id, _payload, errors) => present(errors),
  });
}

/** Finds out who speaks. A socket of nobody may listen to what anyone may hear. */
async function connect(
  { connectionParams, extra }: SocketContext,
  { services, admission, log }: ProtocolOptions,
  open: LiveSockets,
): Promise<boolean> {
  const { live } = extra;
  const token = connectionParams?.accessToken;
  const refuse = (code: number, reason: string): false => {
    live.close(code, reason);
    return false;
  };
  try {
    extra.context = await createContext(services, typeof token === 'string' ? token : undefined);
    const { actor } = extra.context;
    if (!actor) return true;
    const endsAt = await services.sessions.endsAt(actor.sessionId);
    if (!endsAt) return refuse(closeCodes.forbidden, 'This session has ended. Sign in again.');
    const isBound = open.bind(live, { id: actor.sessionId, endsAt: endsAt.getTime() });
    return isBound || refuse(closeCodes.tryAgainLater, 'This session has too many connections.');
  } catch (error) {
    if (error instanceof GraphQLError) {
      admission.refused({ actor: null, address: live.address }, [error]);
      return refuse(closeCodes.forbidden, error.message);
    }
    log.warn({ error }, 'nobody could say whose socket this is');
    return refuse(closeCodes.tryAgainLater, 'A part of the box office does not answer.');
  }
}

/** Every step is cheaper than the next one, and what it refuses doesn't get that far. */
async function prepare(
  { subscriptions, extra }: SocketContext,
  payload: unknown,
  { schema, documents, admission, allowsIntrospection }: ProtocolOptions,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { live, context } = extra;
  if (!context) throw new Error('an operation came before its socket was let in');
  const asker = { actor: context.actor, address: live.address };
  const refuse = (errors: Refusal): Refusal => {
    admission.refused(asker, errors);
    return errors;
  };
  // The new one is among them; counted before anything is waited for, so that of many at once only those over the limit
  // are refused.
  if (Object.keys(subscriptions).length > mostSubscriptions) return refuse([tooManySubscriptions()]);
  const early = await admission.count(asker);
  if (early) return [early];
  const operation = operationOf(payload);
  if (operation instanceof GraphQLError) return refuse([operation]);
  const found = documents.find(operation);
  if ('refused' in found) return refuse(found.refused);
  const { document } = found;
  const over = await admission.admit(asker, operationFacts(document, operation.operationName));
  if (over) return [over];
  return {
    schema,
    document,
    contextValue: context,
    variableValues: operation.variables,
    operationName: operation.operationName,
    hideSuggestions: !allowsIntrospection,
  };
}

function tooManySubscriptions(): GraphQLError {
  return new GraphQLError(`One connection has at most ${mostSubscriptions} operations at a time. End one first.`, {
    extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
  });
}
