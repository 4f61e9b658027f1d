#!/usr/bin/env node
import { runCommandLine } from './run-command-line.js'

process.exitCode = await runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  say: line => process.stdout.write(`${line}\n`),
  complain: line => process.stderr.write(`${line}\n`),
})
