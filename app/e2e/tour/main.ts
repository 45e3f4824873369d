import { stripVTControlCharacters } from 'node:util';
import { readAssignment } from './assignment.ts';
import { runTour } from './tour.ts';

/**
 * Drives one sale through the station, as `npm start` shows it. Progress goes to stderr, line by line; the report is one
 * line of JSON on stdout. When something fails: one line that says at which step, and exit code 1.
 */
let current = 'beginning';

/** On a terminal, whoever started us may have a line of its own there that ticks; ours takes its place. */
const beginLine = process.stderr.isTTY ? '\r\u001B[K' : '';

function begin(step: string): void {
  current = step;
  process.stderr.write(`${beginLine}  ${step} …\n`);
}

try {
  const report = await runTour(readAssignment(process.env), begin);
  process.stdout.write(`${JSON.stringify(report)}\n`);
} catch (error) {
  process.stderr.write(`${beginLine}The tour failed at "${current}": ${inOneLine(error)}\n`);
  process.exitCode = 1;
}

/** Playwright explains at length and in colours; its first line says what happened. */
function inOneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return stripVTControlCharacters(text.split('\n', 1).join(''));
}
