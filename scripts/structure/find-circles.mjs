/**
 * The files that import each other in a circle: the strongly connected components of more than one file.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports of each file.
 * @returns {{ files: string[], way: string[] }[]} each circle's files in order, and one shortest way around.
 */
export function findCircles(imports) {
  const order = []
  const seen = new Set()
  for (const file of imports.keys())
    visit(
      file,
      next => imports.get(next) ?? [],
      seen,
      done => order.push(done),
    )

  const importers = new Map()
  for (const [file, targets] of imports) {
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), file])
  }
  const assigned = new Set()
  return order
    .reverse()
    .map(file => {
      const files = []
      visit(
        file,
        next => importers.get(next) ?? [],
        assigned,
        done => files.push(done),
      )
      return files.sort()
    })
    .filter(files => files.length > 1 || (files.length === 1 && imports.get(files[0])?.has(files[0])))
    .map(files => ({ files, way: wayAround(files, imports) }))
}

/** Goes into depth without recursion: a graph of files may be deeper than a stack. */
function visit(start, nextOf, seen, leave) {
  if (seen.has(start)) return
  seen.add(start)
  const stack = [{ file: start, rest: [...nextOf(start)] }]
  while (stack.length > 0) {
    const top = stack[stack.length - 1]
    const next = top.rest.pop()
    if (next === undefined) leave(stack.pop().file)
    else if (!seen.has(next)) {
      seen.add(next)
      stack.push({ file: next, rest: [...nextOf(next)] })
    }
  }
}

/** A shortest way from the first file back to itself. */
function wayAround([first, ...others], imports) {
  const inside = new Set([first, ...others])
  const from = new Map()
  const queue = [first]
  for (const file of queue) {
    for (const next of imports.get(file) ?? []) {
      if (next === first) {
        const way = [first]
        for (let back = file; back !== first; back = from.get(back)) way.unshift(back)
        return [first, ...way]
      }
      if (inside.has(next) && !from.has(next)) {
        from.set(next, file)
        queue.push(next)
      }
    }
  }
  return [first]
}
