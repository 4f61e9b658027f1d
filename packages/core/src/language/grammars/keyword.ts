import type { Grammar } from './grammar.js'

/** One of a few words. */
export function keyword<const Word extends string>(words: readonly Word[]): Grammar<Word> {
  return {
    rule: `one of ${words.join(', ')}`,
    spellings: words,
    type: words.map(word => `'${word}'`).join(' | '),
    schema: { enum: words },
    parse: text => words.find(word => word === text),
    print: word => word,
  }
}
