import { startChild } from './children.mjs';

/** A program ended with another code than 0; `output` is what it said. */
export class ProgramError extends Error {
  constructor(name, code, output) {
    super(`${name} ended with ${code}`);
    this.name = 'ProgramError';
    this.code = code;
    this.output = output;
  }
}

/** Runs a program to its end and returns what it printed. Throws a `ProgramError` when it fails. */
export async function capture(file, parameters, options = {}) {
  const chunks = [];
  const keep = (chunk) => chunks.push(chunk);
  const code = await finish(file, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }, keep);
  const output = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new ProgramError(file, code, output);
  return output;
}

/** Runs a program to its end with its output in plain sight (all of it on stderr). Returns its exit code. */
export function show(file, parameters, options = {}) {
  return finish(file, parameters, { ...options, stdio: ['ignore', 2, 2] });
}

function finish(file, parameters, options, onOutput) {
  return new Promise((resolve, reject) => {
    const child = startChild(file, parameters, options);
    if (onOutput) {
      child.stdout.on('data', onOutput);
      child.stderr.on('data', onOutput);
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}
