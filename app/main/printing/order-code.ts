import { formatCode, parseCode } from '#shared/domain/codes.ts';

/** The order's code as it is read aloud, e.g. `Q3RT-9NXF`; a code of another kind stays as it is. */
export function readableCode(orderCode: string): string {
  const code = parseCode(orderCode);
  return code === undefined ? orderCode : formatCode(code);
}

/** The same in two lines, e.g. `Q3RT` and `9NXF`. */
export function codeParts(orderCode: string): readonly [string, string] {
  const [first = '', ...rest] = readableCode(orderCode).split('-');
  return [first, rest.join('-')];
}
