import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether git has something in a folder that is not committed; a folder that git does not know has nothing. */
export async function isDirty(folder: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('git', ['status', '--porcelain', '--', '.'], { cwd: folder })
    return stdout.trim() !== ''
  } catch {
    return false
  }
}
