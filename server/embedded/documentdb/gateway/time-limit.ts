import type { CommandContext, CommandHandler } from './command-context.ts';
import type { Command } from './command.ts';

/** Runs the command, ending its statement after the limit (`maxTimeMS`) that the client may have set. */
export async function withTimeLimit(
  command: Command,
  context: CommandContext,
  run: CommandHandler,
): Promise<Uint8Array> {
  if (command.timeLimit === undefined) return run(command, context);
  const connection = await context.postgres.pin();
  let isClean = false;
  try {
    await connection.command(`SET statement_timeout = ${Math.ceil(command.timeLimit)}`);
    return await run(command, { ...context, runner: connection });
  } finally {
    isClean = await connection.command('RESET statement_timeout').then(
      () => true,
      () => false,
    );
    connection.release(!isClean);
  }
}
