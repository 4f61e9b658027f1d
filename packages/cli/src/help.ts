import type { Command } from './command.js'

/** Help of the program as a whole. */
export function programHelp(commands: readonly Command[]): string {
  return [
    'usage: lazy-image <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name}  ${summary}`),
    '',
    'lazy-image <command> --help tells more; --version tells the version.',
    'Exit codes: 0 all is well; 1 something is wrong with the project or an image; 2 the command line is, or options are.',
  ].join('\n')
}

/** Help of one command. */
export function commandHelp({ name, summary, operands, options, details }: Command): string {
  return [
    `usage: lazy-image ${name} [options]${operands === null ? '' : ` ${operands}`}`,
    '',
    summary,
    '',
    ...table([
      ...Object.entries(options).map(([option, { value, doc }]): [string, string] => [
        `--${option}${value === null ? '' : ` ${value}`}`,
        doc,
      ]),
      ['--help', 'this text'],
    ]),
    '',
    ...details,
  ].join('\n')
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
