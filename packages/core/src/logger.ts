/** Where messages go: the bundler's own logger in a plugin, the console otherwise. */
export interface Logger {
  info(message: string): void
  warn(message: string): void
}

export const consoleLogger: Logger = {
  info: message => console.info(message),
  warn: message => console.warn(message),
}

export const silentLogger: Logger = {
  info: () => {},
  warn: () => {},
}
