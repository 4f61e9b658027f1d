import type { BigIntStats } from 'node:fs'
import { isErrorCode } from '../errors.js'
import { isPlainObject } from '../plain-object.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { SourceInfo } from '../plan/source-info.js'
import type { SourceWarning } from './engine-error.js'

/** What is known of a source from its content alone. */
export interface SourceFindings {
  info: Omit<SourceInfo, 'file'>
  /** What was wrong with its header and let pass. */
  warnings: readonly SourceWarning[]
  /** What the photograph says of itself; absent where nobody has asked. */
  photo?: PhotoMetadata
}

/** Findings with what the file was when they were made. */
export interface SourceRecord extends SourceFindings {
  version: string
  /** What decides what is found besides the file: the engine, limits, and which faults are let pass. */
  conditions: string
  /** What git calls the content, where it had compared the file. */
  blob?: string
}

/** Writes within one tick of the file system's clock have one time; some clocks tick by whole seconds. */
const TICK_MS = 20
const COARSE_TICK_MS = 2500
const SECOND_NS = 1_000_000_000n

/** What changes when a file does: any write changes `ctime`, whatever is done about the others afterwards. */
export function versionOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`
}

/**
 * Whether a later write would show in the version. Of a file that was written just before it was read, it might not: as in git,
 * such a file is read again.
 *
 * @param readAt when reading began: milliseconds since the epoch.
 */
export function isSettled({ mtimeNs, ctimeNs }: BigIntStats, readAt: number): boolean {
  const latest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs
  const tick = ctimeNs % SECOND_NS === 0n ? COARSE_TICK_MS : TICK_MS
  return Number(latest / 1_000_000n) + tick < readAt
}

const NUMBERS = [
  'orientedWidth',
  'orientedHeight',
  'storedWidth',
  'storedHeight',
  'bitDepth',
  'frames',
  'orientation',
  'bytes',
]

const FLAGS = ['hasAlpha', 'hasProfile', 'isGray', 'isProgressive', 'hasGainMap']

/** A record as it was read from a file that anybody may have written. */
export function parseRecord(value: unknown): SourceRecord | undefined {
  if (!isPlainObject(value)) return undefined
  const { version, conditions, info, warnings, photo } = value
  const isWhole =
    typeof version === 'string' &&
    typeof conditions === 'string' &&
    isPlainObject(info) &&
    NUMBERS.every(name => Number.isSafeInteger(info[name]) && Number(info[name]) > 0) &&
    isQuality(info['quality']) &&
    FLAGS.every(name => typeof info[name] === 'boolean') &&
    typeof info['format'] === 'string' &&
    /^[0-9a-f]{64}$/.test(String(info['contentHash'])) &&
    Array.isArray(warnings) &&
    warnings.every(isWarning) &&
    (photo === undefined || isPlainObject(photo))
  return isWhole ? (value as unknown as SourceRecord) : undefined
}

function isQuality(value: unknown): boolean {
  return value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100)
}

function isWarning(value: unknown): boolean {
  return isPlainObject(value) && typeof value['message'] === 'string' && isErrorCode(String(value['code']))
}
