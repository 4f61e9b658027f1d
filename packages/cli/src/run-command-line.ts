import { createRequire } from 'node:module'
import { LazyImageError } from '@lazy-image/core'
import { didYouMean } from '@lazy-image/core/host'
import type { Command } from './command.js'
import { cacheCommand } from './commands/cache.js'
import { convertCommand } from './commands/convert.js'
import { doctorCommand } from './commands/doctor.js'
import { inspectCommand } from './commands/inspect.js'
import { migrateCommand } from './commands/migrate.js'
import { prewarmCommand } from './commands/prewarm.js'
import { reportCommand } from './commands/report.js'
import { typesCommand } from './commands/types.js'
import { workerCommand } from './commands/worker.js'
import { commandHelp, programHelp } from './help.js'
import { readArguments } from './read-arguments.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'

/** Every command; a new one is a file and a line here. */
const COMMANDS: readonly Command[] = [
  convertCommand,
  typesCommand,
  inspectCommand,
  prewarmCommand,
  workerCommand,
  reportCommand,
  cacheCommand,
  doctorCommand,
  migrateCommand,
]

/**
 * Does what a command line says.
 *
 * @param args what follows the program's name.
 * @returns the exit code: 0 when all is well, 1 when something is wrong with the project, 2 when the command line or the
 * options are.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(args, terminal)
  } catch (error) {
    if (error instanceof LazyImageError) terminal.complain(`lazy-image: ${error.message} [${error.code}]`)
    else if (error instanceof UsageError) terminal.complain(`lazy-image: ${error.message}`)
    else throw error
    return 2
  }
}

async function run([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const help = programHelp(COMMANDS)
    // Nothing asked for is nothing done.
    if (name !== undefined) terminal.say(help)
    else terminal.complain(help)
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    terminal.say(createRequire(import.meta.url)('../package.json').version)
    return 0
  }
  const command = COMMANDS.find(candidate => candidate.name === name)
  if (command === undefined) {
    const names = COMMANDS.map(candidate => candidate.name)
    throw new UsageError(
      `There is no command ${JSON.stringify(name)}${didYouMean(name, names)}; there is: ${names.join(', ')}`,
    )
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.say(commandHelp(command))
    return 0
  }
  return command.run(readArguments(args, command), terminal)
}
