/** A request over HTTP that nobody honest sends, and the status with which it is refused. */
export interface AbusiveRequest {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

const json = { 'content-type': 'application/json' };
const question = '{"query":"{ me { id } }"}';

function repeated(text: string, count: number): string {
  return Array.from({ length: count }, () => text).join(',');
}

/** What is wrong before it is an operation. */
export const abusiveRequests: readonly AbusiveRequest[] = [
  { name: 'a batch', body: `[${question}]`, status: 400 },
  { name: 'a batch of 1,000', body: `[${repeated(question, 1_000)}]`, status: 400 },
  { name: 'nothing', body: '', status: 400 },
  { name: 'half a request', body: question.slice(0, -2), status: 400 },
  { name: 'null', body: 'null', status: 400 },
  { name: 'a text', body: '"{ me { id } }"', status: 400 },
  { name: 'a number for a query', body: '{"query":1}', status: 400 },
  { name: 'a list for variables', body: '{"query":"{ me { id } }","variables":[]}', status: 400 },
  { name: 'a text for variables', body: '{"query":"{ me { id } }","variables":"{}"}', status: 400 },
  { name: 'no query', body: '{"variables":{}}', status: 400 },
  { name: 'a query of the prototype', body: `{"__proto__":${question}}`, status: 400 },
  { name: 'JSON 40,000 levels deep', body: `{"variables":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, status: 400 },
  {
    name: 'variables 40,000 levels deep',
    body: `{"query":"{ me { id } }","variables":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`,
    status: 400,
  },
  { name: 'a megabyte', body: `{"query":"{ me { id } } #${'x'.repeat(1_000_000)}"}`, status: 413 },
  { name: 'bytes that are no UTF-8', body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), status: 400 },
  { name: 'UTF-16', body: new Uint8Array(Buffer.from(question, 'utf16le')), status: 400 },
  {
    name: 'a form',
    body: 'query={me{id}}',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
  },
  { name: 'plain text', body: question, headers: { 'content-type': 'text/plain' }, status: 415 },
  { name: 'a file', body: question, headers: { 'content-type': 'multipart/form-data; boundary=x' }, status: 415 },
  { name: 'nearly JSON', body: question, headers: { 'content-type': 'application/jsonp' }, status: 415 },
  { name: 'a forged token', body: question, headers: { ...json, authorization: 'Bearer e30.e30.e30' }, status: 401 },
  {
    name: 'an endless token',
    body: question,
    headers: { ...json, authorization: `Bearer ${'x'.repeat(9_000)}` },
    status: 401,
  },
].map((request) => ({ headers: json, ...request }));
