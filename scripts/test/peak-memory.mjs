import { readFileSync } from 'node:fs'
import { resourceUsage } from 'node:process'

/**
 * The most memory that this process has had, in bytes. The system's own count begins with what the process had that started
 * this one, which hides everything below; Linux has one of this program alone.
 */
export function peakMemory() {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? []
    if (kibibytes !== undefined) return Number(kibibytes) * 1024
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  return resourceUsage().maxRSS * 1024
}
