import type { Terminal } from './terminal.js'

/** What follows a command's name, read and checked. */
export interface CommandArguments<Option extends string> {
  /** The text of each option that was given; empty for one without a value. */
  options: Readonly<Partial<Record<Option, string>>>
  /** What is no option. */
  operands: readonly string[]
}

export interface CommandOption {
  /** What stands for the value in help; null for an option without one. */
  value: string | null
  doc: string
}

/** One command: a file under commands/ and a line in their list. */
export interface Command<Option extends string = string> {
  readonly name: string
  /** One line. */
  readonly summary: string
  /** What operands are called in help; null when there are none. */
  readonly operands: string | null
  readonly options: Readonly<Record<Option, CommandOption>>
  /** More for `--help`, in lines. */
  readonly details: readonly string[]
  /**
   * @returns the exit code: 0 when all is well, 1 when something is wrong with the project.
   * @throws {UsageError} for arguments that break a rule.
   */
  run(given: CommandArguments<Option>, terminal: Terminal): Promise<number>
}

/** Defines a command whose options are known by their names. */
export function command<const Option extends string>(definition: Command<Option>): Command {
  return definition
}
