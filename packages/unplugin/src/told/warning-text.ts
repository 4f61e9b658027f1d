import { type Diagnostic, pointAt } from '@lazy-image/core/host'

/** What a request is warned of, with the request as it is written and a mark under the part that it is about. */
export function wordWarning({ message, code, span }: Diagnostic, request: string): string {
  return `${message} [${code}]\n${pointAt(request, span === null ? [] : [span])}`
}
