export { runCommandLine } from './run-command-line.js'
export type { Terminal } from './terminal.js'
