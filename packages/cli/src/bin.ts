#!/usr/bin/env node
import { terminalLine } from '@lazy-image/core/host'
import { runCommandLine } from './run-command-line.js'
import type { Terminal } from './terminal.js'

const { stdout, stderr } = process

const terminal: Terminal = {
  folder: process.cwd(),
  say: line => stdout.write(`${line}\n`),
  complain: line => stderr.write(`${line}\n`),
  live: terminalLine(),
  ...(stdout.isTTY ? { screen: { columns: stdout.columns, hasTrueColour: stdout.getColorDepth() === 24 } } : {}),
}
process.exitCode = await runCommandLine(process.argv.slice(2), terminal)
