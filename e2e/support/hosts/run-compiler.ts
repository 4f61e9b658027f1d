/** A compiler of webpack or of Rspack. */
interface Runnable<Stats> {
  run(done: (error: Error | null, stats?: Stats) => void): void
  close(done: (error?: Error | null) => void): void
}

/** Runs a compiler once and closes it, which writes a persistent cache. */
export async function runCompiler<Stats>(compiler: Runnable<Stats>): Promise<Stats> {
  const stats = await new Promise<Stats>((resolve, reject) => {
    compiler.run((error, result) => (error === null && result !== undefined ? resolve(result) : reject(error)))
  })
  await new Promise<void>((resolve, reject) => {
    compiler.close(error => (error ? reject(error) : resolve()))
  })
  return stats
}
