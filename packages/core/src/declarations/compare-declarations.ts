/** What differs between two files of declarations. */
export interface Difference {
  kind: 'missing' | 'needless' | 'changed'
  /** Of the declared module. */
  name: string
}

const DECLARATION = /^declare module '(.+)' \{\n[\s\S]*?\n\}$/gm

/** How a file must change to say what another one does. */
export function compareDeclarations(current: string, wanted: string): Difference[] {
  const before = declarationsIn(current)
  const after = declarationsIn(wanted)
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((name): Difference[] => {
    const [old, fresh] = [before.get(name), after.get(name)]
    if (old === fresh) return []
    return [{ kind: old === undefined ? 'missing' : fresh === undefined ? 'needless' : 'changed', name }]
  })
}

function declarationsIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(DECLARATION)].map(([code, name = '']) => [name, code]))
}
