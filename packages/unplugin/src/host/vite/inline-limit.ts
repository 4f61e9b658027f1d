import { createHash } from 'node:crypto'
import type { Environment, UserConfig } from 'vite'
import type { InlineLimit } from '../../images/inline-limit.js'

type Setting = NonNullable<UserConfig['build']>['assetsInlineLimit']

/** Vite's own, for what a function of the user's leaves open. */
const USUAL_BYTES = 4096

/**
 * What a project says of inlining. What it does not say is Vite's: made for files as they are, it would put each small
 * candidate of a srcset into the code.
 */
export class InlineSettings {
  #isSetForAll = false
  readonly #environments = new Set<string>()

  /** @param config what the project says, before Vite adds to it. */
  note({ build, environments = {} }: UserConfig): void {
    this.#isSetForAll = build?.assetsInlineLimit !== undefined
    for (const [name, environment] of Object.entries(environments)) {
      if (environment.build?.assetsInlineLimit !== undefined) this.#environments.add(name)
    }
  }

  /** The limit of an environment by the encoded size; null where the project sets none. */
  limitOf({ name, config }: Environment): InlineLimit | null {
    return this.#isSetForAll || this.#environments.has(name) ? makeLimit(config.build.assetsInlineLimit) : null
  }
}

function makeLimit(setting: Setting): InlineLimit | null {
  if (typeof setting !== 'function') {
    const bytes = Number(setting)
    return bytes > 0 ? { mark: String(bytes), isInline: (_, data) => data.length < bytes } : null
  }
  return {
    mark: createHash('sha256').update(setting.toString()).digest('hex'),
    isInline: (file, data) => setting(file, Buffer.from(data)) ?? data.length < USUAL_BYTES,
  }
}
