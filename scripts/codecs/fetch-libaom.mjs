import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { capture, ROOT, run, StepError } from '../setup/step.mjs'
import { LIBAOM, SOURCES } from './libaom-sources.mjs'

/** Asked for the key by its fingerprint, which is what is trusted. */
const KEYSERVER = 'hkps://keyserver.ubuntu.com'

/**
 * Fetches the source of libaom, makes sure that it is what it should be, and unpacks it.
 *
 * @param {keyof typeof SOURCES} from
 * @returns {Promise<string>} the root of the source. What an earlier call unpacked is left as it is.
 */
export async function fetchLibaom(from) {
  const { url, sha256, signature, key } = SOURCES[from]
  const folder = join(ROOT, 'target/libaom-source', `${LIBAOM}-${from}`)
  if (existsSync(join(folder, 'CMakeLists.txt'))) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    const archive = await download(url, work)
    if (sha256 !== undefined) checkSum(archive, sha256)
    if (signature !== undefined) await checkSignature(archive, await download(signature, work), key, work)
    const unpacked = join(work, 'unpacked')
    mkdirSync(unpacked)
    await run('tar', ['-xf', archive, '-C', unpacked])
    renameSync(rootOf(unpacked), folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

async function download(url, folder) {
  const answer = await fetch(url).catch(error => error)
  if (!(answer instanceof Response) || !answer.ok) {
    throw new StepError(`${url} cannot be had: ${answer.status ?? answer.cause ?? answer}`)
  }
  const file = join(folder, basename(url))
  writeFileSync(file, new Uint8Array(await answer.arrayBuffer()))
  return file
}

function checkSum(file, expected) {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex')
  if (found !== expected) throw new StepError(`${basename(file)} has the SHA-256 ${found}; it should be ${expected}`)
}

/** In a keyring that holds one key alone: a good signature is one of that key. */
async function checkSignature(file, signature, key, folder) {
  const home = join(folder, 'keyring')
  mkdirSync(home, { mode: 0o700 })
  const gpg = ['--homedir', home, '--batch']
  await run('gpg', [...gpg, '--keyserver', KEYSERVER, '--recv-keys', key])
  const told = await capture('gpg', [...gpg, '--status-fd', '1', '--verify', signature, file])
  // The last field is the primary key's fingerprint, whichever of its subkeys signed.
  if (!told.split('\n').some(line => line.startsWith('[GNUPG:] VALIDSIG ') && line.trim().endsWith(key))) {
    throw new StepError(`${basename(file)} is not signed by ${key}`)
  }
}

/** Archives have their files in one folder, or not. */
function rootOf(folder) {
  const names = readdirSync(folder)
  return names.length === 1 ? join(folder, names[0]) : folder
}
