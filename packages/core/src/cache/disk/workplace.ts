import { DiskClaims } from './claims.js'
import { LastUses } from './last-uses.js'
import type { Layout } from './layout.js'
import { Others } from './others.js'
import { Session } from './session.js'

/** What a process needs while it works in a cache folder. When it comes, it clears away what killed ones have left. */
export class Workplace {
  readonly session: Session
  readonly others: Others
  readonly claims: DiskClaims
  readonly uses: LastUses
  readonly #cleared: Promise<unknown>

  /**
   * @param retentionMs after which an unused entry goes; null for never.
   * @param isThere whether an entry has been made.
   */
  constructor(layout: Layout, retentionMs: number | null, isThere: (key: string) => Promise<boolean>) {
    this.session = new Session(layout)
    this.others = new Others(layout, () => this.session.beat())
    this.claims = new DiskClaims(layout, this.session, this.others, isThere)
    this.uses = new LastUses(layout, retentionMs)
    this.#cleared = this.session
      .begin()
      .then(() => this.claims.removeDead())
      .then(() => this.others.removeStrays())
      .catch(() => {})
  }

  async close(): Promise<void> {
    await this.#cleared
    await this.session.end()
  }
}
