import { type CallReading, readCall } from './read-call.js'
import { descend, nameOf, parseScript, part, type SyntaxNode } from './syntax.js'
import { findToolCalls, type ToolCalls } from './tool-calls.js'
import { IMPORTED } from './tool-names.js'

/** A script that has something of the tool. */
export interface ToolScript {
  file: string
  code: string
  /** Null for what is no script, such as a component, and for what cannot be parsed. */
  tool: ToolCalls | null
  readings: { call: SyntaxNode; reading: CallReading }[]
  /** What only its author can do. */
  refuses: { index: number; text: string }[]
}

const SCRIPT = /\.[cm]?[jt]sx?$/

/** Where code outside of the plugin's options reads pixels of an output. */
const READS_PIXELS = /\bimage\s*\.\s*(?:clone|resize|toBuffer|toFormat|stats|raw|metadata)\b/

/** What a file has of the tool; null where it has nothing. */
export function readTool(file: string, code: string): ToolScript | null {
  if (code.match(IMPORTED) === null) return null
  const script: ToolScript = { file, code, tool: null, readings: [], refuses: [] }
  if (!SCRIPT.test(file) || file.endsWith('.d.ts')) return script
  const tree = parseScript(file, code)
  if (tree === null) {
    script.refuses.push({ index: 0, text: 'the file imports vite-imagetools and cannot be parsed' })
    return script
  }
  script.tool = findToolCalls(tree)
  const keys = new Set([...descend(tree)].map(({ node }) => keyOf(node)))
  for (const call of script.tool.calls) {
    const reading = readCall(call, code)
    // Vite's own option decides which keys can be imported where the plugin's does not.
    if (keys.has('json') && reading.options.namedExports === undefined) {
      reading.keeps.push({ index: call.start, text: 'the option json of Vite may be about namedExports' })
    }
    if (keys.has('root') && keys.has('dir')) {
      reading.keeps.push({
        index: call.start,
        text: 'cache.dir is told from the working directory, and root is another one',
      })
    }
    script.readings.push({ call, reading })
    script.refuses.push(...reading.refuses)
  }
  const pixels = script.tool.calls.length === 0 ? READS_PIXELS.exec(code) : null
  if (pixels !== null) {
    const text = 'an output format reads pixels, which are not there yet: image.placeholder() stands for a tiny picture'
    script.refuses.push({ index: pixels.index, text })
  }
  return script
}

function keyOf(node: SyntaxNode): string | null {
  return node.type === 'Property' ? nameOf(part(node, 'key')) : null
}
