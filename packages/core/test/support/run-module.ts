/** Everything that a module exports, as Node itself runs its code. */
export async function importModule(code: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}

/** The default export of a module's code. */
export async function runModule(code: string): Promise<unknown> {
  return (await importModule(code))['default']
}
