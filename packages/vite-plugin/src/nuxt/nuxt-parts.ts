/** What is used of Nuxt, of Nitro and of Nuxt Image: installing their types would bring all of them. */
export interface Nuxt {
  options: {
    rootDir: string
    serverHandlers: { route: string; handler: string }[]
  }
  hook(name: 'nitro:config', listener: (config: NitroConfig) => void): void
  hook(name: 'nitro:init', listener: (nitro: Nitro) => void): void
}

export interface NitroConfig {
  virtual?: Record<string, string>
  externals?: { traceInclude?: string[] }
}

export interface Nitro {
  options: {
    dev: boolean
    virtual: Record<string, string>
    output: { serverDir: string; publicDir: string }
    /** What the server that renders ahead is made of. */
    _config: NitroConfig
  }
}

export interface ImageOptions {
  /** The public folders, absolute. */
  dirs: readonly string[]
}
