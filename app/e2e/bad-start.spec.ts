import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';
import { startStack } from './stack.ts';

/** What a start that cannot succeed leaves: its exit code and every line that it said. */
async function failedStart(
  dataDirectory: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const stack = startStack(dataDirectory, settings);
  expect(await stack.ready).toBeUndefined();
  return { code: await stack.ended, lines: stack.lines };
}

for (const [name, value] of [
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['HOLD_TTL_SECONDS', '0'],
  ['HOLD_MAX_SECONDS', '10'],
  ['MONGODB_URL', 'postgres://127.0.0.1'],
  ['LOG_LEVEL', 'loud'],
] as const) {
  test(`${name}=${value} stops the start with one line that names it`, async ({ folder }) => {
    const { code, lines } = await failedStart(folder('data'), { [name]: value });
    expect(code).toBe(2);
    expect(lines.filter((line) => !isProgress(line))).toEqual([
      expect.stringContaining(`The setting ${name} cannot be used: `),
    ]);
  });
}

/** What the stack tells while it starts its engines. */
function isProgress(line: string): boolean {
  return line.startsWith('Starting ');
}

test('a data folder that cannot be written is named in one line', async ({ folder }) => {
  writeFileSync(folder('file'), '');
  const { code, lines } = await failedStart(folder('file/data'), {});
  expect(code).toBe(2);
  expect(lines).toEqual([
    expect.stringContaining(`${folder('file/data')} cannot be used for data: it cannot be written`),
  ]);
});

test('an occupied port is named, and nothing stays behind', async ({ folder }) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  const { code, lines } = await failedStart(folder('data'), { PORT: port });
  await new Promise((resolve) => server.close(resolve));
  expect(code).toBe(2);
  expect(lines.filter((line) => line.includes(port))).toHaveLength(1);
  // The data that was made for nothing is good for the next start.
  const stack = startStack(folder('data'), { PORT: port });
  expect((await stack.ready)?.graphql).toBe(`http://127.0.0.1:${port}/graphql`);
  await stack.stop();
});

test('a data folder that is in use is named, with the program that answers there', async ({ office }) => {
  const { code, lines } = await failedStart(office.stack.dataDirectory, {});
  expect(code).toBe(2);
  expect(lines).toEqual([expect.stringContaining(`is in use by process ${office.stack.process.pid} `)]);
  expect(lines[0]).toContain(office.url);
});
