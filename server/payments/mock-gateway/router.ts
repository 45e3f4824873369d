import { z } from 'zod';
import { refuse, type Outcome } from './refusal.ts';

type Method = 'GET' | 'POST' | 'PUT';

interface Call<Body> {
  /** The part of the path that stands for `:id`. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly idempotencyKey: string | undefined;
  readonly body: Body;
}

/** A path with at most one `:id`, and what is done there. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** `body` is JSON text; none counts as `{}`. */
  answer(call: Call<string>): Outcome<unknown>;
}

/** A route whose body is parsed before anything is done. */
export function route<Body>(
  method: Method,
  path: string,
  schema: z.ZodType<Body>,
  handle: (call: Call<Body>) => Outcome<unknown>,
): Route {
  return {
    method,
    path,
    answer(call) {
      const body = schema.safeParse(parseJson(call.body));
      if (body.success) return handle({ ...call, body: body.data });
      return refuse(400, 'invalid_request', z.prettifyError(body.error));
    },
  };
}

/** The route for a request and its `:id`, or why there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string | undefined,
  path: string,
): Outcome<{ readonly route: Route; readonly id: string }> {
  const matches = routes.flatMap((each) => {
    const id = matchPath(each.path, path);
    return id === undefined ? [] : [{ route: each, id }];
  });
  const match = matches.find(({ route: { method: wanted } }) => wanted === method);
  if (match) return { value: match };
  return matches.length > 0
    ? refuse(405, 'wrong_method', 'This path has other methods.')
    : refuse(404, 'no_such_path', 'There is no such path.');
}

/** The `:id` of a path that fits, empty when the pattern has none; undefined when it doesn't fit. */
function matchPath(pattern: string, path: string): string | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  let id = '';
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    if (part === ':id' && value !== '') id = decode(value);
    else if (part !== value) return undefined;
  }
  return id;
}

/** As it stands when it isn't percent-encoded properly; there is nothing of that name then. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Undefined when it is no JSON, which no schema with fields takes. */
function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
