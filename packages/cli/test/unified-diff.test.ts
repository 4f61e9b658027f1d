import { describe, expect, test } from 'vitest'
import { unifiedDiff } from '../dist/migrate/unified-diff.js'

const LINES = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`)
const TEXT = LINES.join('')

/** An edit of a text that stands there once. */
function edit(text: string, from: string, to: string) {
  const start = text.indexOf(from)
  return { start, end: start + from.length, text: to }
}

describe('a unified diff', () => {
  test('counts lines on both sides, hunk by hunk, with three lines around each change', () => {
    const edits = [edit(TEXT, 'line 2\n', ''), edit(TEXT, 'line 15', 'line\nfifteen')]
    expect(unifiedDiff('a.js', TEXT, edits)).toBe(
      `--- a/a.js
+++ b/a.js
@@ -1,5 +1,4 @@
 line 1
-line 2
 line 3
 line 4
 line 5
@@ -12,7 +11,8 @@
 line 12
 line 13
 line 14
-line 15
+line
+fifteen
 line 16
 line 17
 line 18
`,
    )
  })

  test('joins changes that are near, and says where a last line has no end', () => {
    const text = 'a b\nc\nd'
    const edits = [edit(text, 'a', 'A'), edit(text, 'b', 'B'), edit(text, 'd', 'D')]
    expect(unifiedDiff('x', text, edits)).toBe(
      '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a b\n+A B\n c\n-d\n\\ No newline at end of file\n+D\n\\ No newline at end of file\n',
    )
  })

  test('is empty where nothing changes, and is all additions for a file that was not there', () => {
    expect(unifiedDiff('x', TEXT, [edit(TEXT, 'line 3', 'line 3')])).toBe('')
    expect(unifiedDiff('x', '', [{ start: 0, end: 0, text: 'a\nb\n' }])).toBe(
      '--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n',
    )
  })
})
