/** Where messages go: the bundler's own logger in a plugin, the console otherwise. Who speaks is for it to say. */
export interface Logger {
  info(message: string): void
  warn(message: string): void
}

/** To stderr: stdout may be the output of the program that builds. */
export const consoleLogger: Logger = {
  info: message => console.error(`lazy-image: ${message}`),
  warn: message => console.warn(`lazy-image: ${message}`),
}

export const silentLogger: Logger = {
  info: () => {},
  warn: () => {},
}
