import { parseArgs } from 'node:util'
import { didYouMean } from '@lazy-image/core/host'
import type { Command, CommandArguments } from './command.js'
import { UsageError } from './usage-error.js'

/**
 * The options and operands that a command is called with.
 *
 * @throws {UsageError} for one that the command does not know, a value that is missing and one that is too much.
 */
export function readArguments(args: readonly string[], { name, options, operands }: Command): CommandArguments<string> {
  const known = Object.entries(options)
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      known.map(([option, { value }]) => [option, { type: value === null ? 'boolean' : 'string' } as const]),
    ),
    allowPositionals: true,
    // Checked here, so that a message names what to do.
    strict: false,
    tokens: true,
  })
  const given: Record<string, string> = {}
  const rest: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value)
    if (token.kind !== 'option') continue
    const option = options[token.name]
    if (option === undefined) {
      const near = didYouMean(token.name, Object.keys(options)).replace(/mean (?=\w)/, 'mean --')
      throw new UsageError(`lazy-image ${name} has no option ${token.rawName}${near}`)
    }
    given[token.name] = readValue(token, option.value)
  }
  if (operands === null && rest.length > 0) {
    throw new UsageError(`lazy-image ${name} takes nothing but options, but received ${JSON.stringify(rest[0])}`)
  }
  return { options: given, operands: rest }
}

function readValue(
  { rawName, value, inlineValue }: { rawName: string; value: string | undefined; inlineValue: boolean | undefined },
  placeholder: string | null,
): string {
  if (placeholder === null) {
    if (value === undefined) return ''
    throw new UsageError(`Option ${rawName} takes no value, but received ${JSON.stringify(value)}`)
  }
  // `--root --check` forgot the value of the first.
  if (value === undefined || value === '' || (inlineValue === false && value.startsWith('-'))) {
    throw new UsageError(`Option ${rawName} needs a value: ${rawName} ${placeholder}`)
  }
  return value
}
