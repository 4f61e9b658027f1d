// Loaded into a program before all else (`node --import`): its batch tells of so many outputs, and of the rest when texts have
// been written. What a test sees while images are made does not depend on how long that takes.
//
// HOLD='{"outputs":20,"until":["…"],"speed":10}': patterns of what must have been written, one after the other, and how many
// times as fast as they do time goes by for timers and clocks.

import Module from 'node:module'

const { outputs: told, until = [], speed = 1 } = JSON.parse(process.env.HOLD ?? '{}')

if (speed !== 1) {
  const { setTimeout: wait } = globalThis
  const now = performance.now.bind(performance)
  globalThis.setTimeout = Object.assign((run, ms = 0, ...given) => wait(run, ms / speed, ...given), wait)
  performance.now = () => now() * speed
}

let release
const released = new Promise(resolve => (release = resolve))
if (until.length === 0) release()

/** What was written since the last text that was waited for. */
let written = ''
const waitedFor = until.map(text => new RegExp(text))
for (const stream of [process.stdout, process.stderr]) {
  const { write } = stream
  stream.write = function (chunk, ...given) {
    written += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    for (let found = waitedFor[0]?.exec(written); found; found = waitedFor[0]?.exec(written)) {
      written = written.slice(found.index + found[0].length)
      waitedFor.shift()
      if (waitedFor.length === 0) release()
    }
    return write.call(this, chunk, ...given)
  }
}

function held(processBatch) {
  return async (batch, tell, token) => {
    const kept = []
    let count = 0
    let isHeld = true
    const result = processBatch(
      batch,
      event => {
        if (isHeld && count++ >= told) kept.push(event)
        else tell(event)
      },
      token,
    )
    // Others let the program end when it has nothing else to wait for.
    const alive = setInterval(() => {}, 1000)
    await released
    clearInterval(alive)
    for (const event of kept) tell(event)
    isHeld = false
    return await result
  }
}

const load = Module._extensions['.node']
Module._extensions['.node'] = (module, file) => {
  load(module, file)
  const { processBatch } = module.exports
  if (processBatch !== undefined)
    module.exports = Object.assign(Object.create(module.exports), { processBatch: held(processBatch) })
}
