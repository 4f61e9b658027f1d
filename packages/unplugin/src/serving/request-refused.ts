/** A request that a server does not answer with an image: its message is for whoever asked. */
export class RequestRefused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
