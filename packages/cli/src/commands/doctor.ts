import { command } from '../command.js'
import { CHECKS } from '../doctor/checks.js'
import { loadNamedProject, PROJECT_OPTIONS } from '../load-options.js'

export const doctorCommand = command({
  name: 'doctor',
  summary: 'Tells what lazy-image finds on this machine, and what is wrong with it.',
  operands: null,
  options: {
    ...PROJECT_OPTIONS,
    json: { value: null, doc: 'tell it as one line of JSON' },
  },
  details: [
    'lazy-image doctor',
    'lazy-image doctor --json | jq .cache',
    '',
    'Versions and codecs; processors and memory as they may be used, and why no more; the cache, each of whose files is read.',
    '',
    'The exit code is 1 when something is wrong; what to do is told.',
  ],
  async run({ options }, { folder, say, complain }) {
    const surroundings = await loadNamedProject(options, folder)
    const findings = []
    for (const { name, run } of CHECKS) findings.push({ name, ...(await run(surroundings)) })
    const problems = findings.filter(({ problem }) => problem !== null)
    if (options.json !== undefined) {
      const told = findings.map(({ name, json, problem }) => [name, { ...json, problem }])
      say(JSON.stringify(Object.fromEntries(told)))
    } else {
      for (const { name, lines } of findings) {
        for (const [index, line] of lines.entries()) say(`${(index === 0 ? name : '').padEnd(12)}${line}`)
      }
      say(problems.length === 0 ? 'all is well' : `${problems.length} to be mended`)
    }
    for (const { name, problem } of problems) complain(`${name}: ${problem}`)
    return problems.length === 0 ? 0 : 1
  },
})
