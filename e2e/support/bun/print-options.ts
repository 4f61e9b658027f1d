/** A value of options as code that another process can run: functions as they are written, which may use nothing around them. */
export function printOptions(value: unknown): string {
  if (typeof value === 'function') return printFunction(value)
  if (value instanceof RegExp) return String(value)
  if (Array.isArray(value)) return `[${value.map(printOptions).join(', ')}]`
  if (typeof value !== 'object' || value === null)
    return value === Infinity ? 'Infinity' : String(JSON.stringify(value))
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${printOptions(member)}`)
  return `{ ${members.join(', ')} }`
}

/** A method, which is written without the word for a function, as what it is in an object. */
function printFunction(written: { name: string; toString(): string }): string {
  const code = written.toString()
  const isMethod = !/^(?:async\s+)?(?:function\b|\(|[\w$]+\s*=>)/.test(code)
  return isMethod ? `({ ${code} })[${JSON.stringify(written.name)}]` : `(${code})`
}
