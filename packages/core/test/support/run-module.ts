/** The default export of a module's code, as Node itself runs it. */
export async function runModule(code: string): Promise<unknown> {
  const module: { default: unknown } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )
  return module.default
}
