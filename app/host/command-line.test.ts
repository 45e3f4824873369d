import { expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

test('reads the arguments that Playwright gives', () => {
  const values = ['-r', '/loader.js', '--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '/program', '--flag'];
  expect(parseCommandLine(values)).toEqual({
    preloads: ['/loader.js'],
    inspectorPort: 0,
    waitForInspector: false,
    debuggingPort: 0,
    switches: new Map([['no-sandbox', '']]),
    program: '/program',
  });
});

test('reads a plain start', () => {
  expect(parseCommandLine(['.'])).toMatchObject({ program: '.', inspectorPort: undefined, debuggingPort: undefined });
});

test.each([
  ['--inspect', 9229, false],
  ['--inspect=127.0.0.1:5000', 5000, false],
  ['--inspect-brk=0', 0, true],
])('%s', (value, inspectorPort, waitForInspector) => {
  expect(parseCommandLine([value, '.'])).toMatchObject({ inspectorPort, waitForInspector });
});

test('what follows the program belongs to the program', () => {
  expect(parseCommandLine(['.', '--lang=th']).switches).toEqual(new Map());
});

test('says how to use it when no program is named', () => {
  expect(() => parseCommandLine(['--no-sandbox'])).toThrow('Usage: electron');
});
