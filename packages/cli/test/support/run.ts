import { runCommandLine } from '@lazy-image/cli'

export interface Ran {
  code: number
  said: string
  complained: string
}

/** Runs a command line in a folder. */
export async function run(folder: string, ...args: string[]): Promise<Ran> {
  const said: string[] = []
  const complained: string[] = []
  const code = await runCommandLine(args, {
    folder,
    say: line => said.push(line),
    complain: line => complained.push(line),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}
