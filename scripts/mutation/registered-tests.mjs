// Stands for vitest in the tests of the copy: they are kept to be run many times in one process, once for each mutant.

import { expect } from 'vitest'

export { expect }

/** @type {(() => unknown)[]} */
export const registered = []

export function describe(_name, work) {
  work()
}

/** @type {(() => unknown)[]} */
let endings = []

/** What a test leaves behind goes when it is over. */
export function onTestFinished(work) {
  endings.push(work)
}

export function test(_name, work) {
  registered.push(async () => {
    endings = []
    try {
      await work()
    } finally {
      for (const end of endings) await end()
    }
  })
}

describe.each = rows => (_name, work) => eachOf(rows, values => work(...values))

test.each = rows => (name, work) => eachOf(rows, values => test(name, () => work(...values)))

function eachOf(rows, use) {
  for (const row of rows) use(Array.isArray(row) ? row : [row])
}
