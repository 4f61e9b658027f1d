import { setTimeout as wait } from 'node:timers/promises'

/** Asks again and again until there is an answer; fails after some seconds. */
export async function until<Answer>(ask: () => Promise<Answer | undefined> | Answer | undefined): Promise<Answer> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error('waited in vain')
    await wait(25)
  }
}
