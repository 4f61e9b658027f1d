import { OPERATION_DIRECTIVES } from '../operations/operations.js'
import type { Directive, OutputDirective, ResultDirective } from './directive.js'
import { allowUpscale } from './directives/allow-upscale.js'
import { altDirective } from './directives/alt.js'
import { animated } from './directives/animated.js'
import { asDirective } from './directives/as.js'
import { aspect } from './directives/aspect.js'
import { background } from './directives/background.js'
import { basePixels } from './directives/base-pixels.js'
import { chroma } from './directives/chroma.js'
import { classDirective } from './directives/class.js'
import { colorspace } from './directives/colorspace.js'
import { crop } from './directives/crop.js'
import { decodingDirective } from './directives/decoding.js'
import { densities } from './directives/densities.js'
import { effort } from './directives/effort.js'
import { fetchpriorityDirective } from './directives/fetchpriority.js'
import { fit } from './directives/fit.js'
import { format } from './directives/format.js'
import { hdr } from './directives/hdr.js'
import { height } from './directives/height.js'
import { inline } from './directives/inline.js'
import { keepMetadata } from './directives/keep-metadata.js'
import { kernel } from './directives/kernel.js'
import { loadingDirective } from './directives/loading.js'
import { lossless } from './directives/lossless.js'
import { maxBytes } from './directives/max-bytes.js'
import { mediaDirective } from './directives/media.js'
import { noAutoOrient } from './directives/no-auto-orient.js'
import { placeholderDirective } from './directives/placeholder.js'
import { position } from './directives/position.js'
import { presetDirective } from './directives/preset.js'
import { progressive } from './directives/progressive.js'
import { quality } from './directives/quality.js'
import { sizesDirective } from './directives/sizes.js'
import { trim } from './directives/trim.js'
import { width } from './directives/width.js'
import { withoutEnlargement } from './directives/without-enlargement.js'
import { withoutReduction } from './directives/without-reduction.js'
import type { QueryEntry } from './query.js'
import type { Shape } from './shape.js'

/** Every directive of single outputs; a new one is a file and a line here. */
export const OUTPUT_DIRECTIVES = [
  width,
  height,
  aspect,
  fit,
  position,
  kernel,
  allowUpscale,
  withoutEnlargement,
  withoutReduction,
  densities,
  crop,
  trim,
  format,
  quality,
  effort,
  lossless,
  progressive,
  chroma,
  maxBytes,
  ...OPERATION_DIRECTIVES,
  background,
  noAutoOrient,
  animated,
  keepMetadata,
  colorspace,
  hdr,
] as const

type ValueOf<Name, Item> =
  Item extends OutputDirective<infer Own, infer Value> ? (Own extends Name ? Value : never) : never

export type OutputDirectiveName = (typeof OUTPUT_DIRECTIVES)[number]['name']

/** One value for each directive that asks for an output. */
export type Selection = {
  readonly [Name in OutputDirectiveName]?: ValueOf<Name, (typeof OUTPUT_DIRECTIVES)[number]>
}

/** Every directive of whole imports. @param presets their names. @param shapes ours, and those of the options. */
export function resultDirectives(presets: readonly string[], shapes: readonly Shape[]): readonly ResultDirective[] {
  return [
    asDirective(shapes),
    inline,
    placeholderDirective(shapes),
    basePixels,
    sizesDirective(shapes),
    altDirective(shapes),
    classDirective(shapes),
    loadingDirective(shapes),
    decodingDirective(shapes),
    fetchpriorityDirective(shapes),
    mediaDirective(shapes),
    presetDirective(presets),
  ] as ResultDirective[]
}

type Said = Pick<QueryEntry, 'key' | 'text' | 'items'>

/** All directives of a configuration by the keys that mean them. */
export class Registry {
  readonly directives: readonly Directive[]
  readonly #byKey = new Map<string, Directive>()
  readonly #byShorthand = new Map<string, Directive>()

  constructor(presets: readonly string[], shapes: readonly Shape[]) {
    this.directives = [...(OUTPUT_DIRECTIVES as readonly OutputDirective[]), ...resultDirectives(presets, shapes)]
    for (const directive of this.directives) {
      for (const key of [directive.name, ...directive.aliases]) this.#byKey.set(key, directive)
      for (const shorthand of directive.shorthands) this.#byShorthand.set(shorthand, directive)
    }
  }

  /** The directive that an entry means, with what is its value. */
  find({ key, text, items }: Said): ({ directive: Directive } & Omit<Said, 'key'>) | undefined {
    const named = this.#byKey.get(key)
    if (named !== undefined) return { directive: named, text, items }
    const short = this.#byShorthand.get(key)
    const isOn = text === '' || text === 'true'
    return short !== undefined && isOn ? { directive: short, text: key, items: null } : undefined
  }

  /** The directive whose value a bare key is. */
  shortFor(key: string): string | undefined {
    return this.#byShorthand.get(key)?.name
  }

  has(key: string): boolean {
    return this.#byKey.has(key) || this.#byShorthand.has(key)
  }

  /** Every key that means something, for suggestions. */
  get keys(): string[] {
    return [...this.#byKey.keys(), ...this.#byShorthand.keys()]
  }
}
