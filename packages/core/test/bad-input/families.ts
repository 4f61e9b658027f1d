import { again, bad, KINDS, type Kind, means, type Outcome, type Row, unknown } from './row.js'

/** For each kind what is written, and what it comes to. */
export type Cases = Readonly<Record<Kind, readonly [entry: string, outcome: Outcome]>>

export function rows(directive: string, context: string, cases: Cases): Row[] {
  return KINDS.map(kind => {
    const [entry, outcome] = cases[kind]
    return { directive, kind, context, entry, outcome }
  })
}

const quoted = (text: string) => JSON.stringify(text)

/** What compat mode makes of values that break the rule, where nothing else is said. */
type Compat = 'ignored' | 'refused'

const comesTo = (compat: Compat) => (compat === 'ignored' ? 'absent' : 'refused')

/** The key with capital letters in it. */
const shouted = (name: string) => (name.length < 4 ? name.toUpperCase() : name[0]?.toUpperCase() + name.slice(1))

/** On or off; lists of them where they ask for single outputs. */
export function flag(name: string, context: string, compat: Compat, isListed = true): Row[] {
  const wrong = (text: string, nearest?: string) =>
    [`${name}=${text}`, bad(quoted(text), comesTo(compat), nearest === undefined ? {} : { nearest })] as const
  return rows(name, context, {
    missing: [name, means('true')],
    empty: [`${name}=`, means('true')],
    repeated: [`${name}&${name}=false`, again('false')],
    negative: wrong('-1'),
    zero: [`${name}=0`, means('false')],
    huge: wrong('99999999999'),
    nonNumeric: wrong('abc'),
    wrongCase: wrong('TRUE', 'true'),
    wrongKeyCase: [`${shouted(name)}=true`, unknown(name)],
    emptyMember: isListed
      ? [`${name}=true;`, bad('nothing', compat === 'ignored' ? 'true' : 'refused', { meaning: 'true' })]
      : wrong('true;', 'true'),
    percentEncoded: [`${name}=%74rue`, means('true')],
    hash: wrong('#true', 'true'),
  })
}

/**
 * One of a few words.
 *
 * @param word that is good, and not what is meant without any.
 * @param nothing what the lack of a word comes to.
 */
export function words(
  name: string,
  context: string,
  word: string,
  compat: Compat,
  { nothing = compat, isListed = true }: { nothing?: Compat; isListed?: boolean } = {},
): Row[] {
  const wrong = (text: string, nearest?: string) =>
    [`${name}=${text}`, bad(quoted(text), comesTo(compat), nearest === undefined ? {} : { nearest })] as const
  const code = `%${word.charCodeAt(0).toString(16)}${word.slice(1)}`
  // Of two letters nothing but the case may be wrong.
  const near = word.length < 3 ? undefined : word
  return rows(name, context, {
    missing: [name, bad('nothing', comesTo(nothing))],
    empty: [`${name}=`, bad('nothing', comesTo(nothing))],
    repeated: [`${name}=${word}&${name}=${word}`, again(word)],
    negative: wrong('-1'),
    zero: wrong('0'),
    huge: wrong('99999999999'),
    nonNumeric: wrong('abc'),
    wrongCase: wrong(word.toUpperCase(), word),
    wrongKeyCase: [`${shouted(name)}=${word}`, unknown(name)],
    emptyMember: isListed
      ? [`${name}=${word};`, bad('nothing', nothing === 'ignored' ? word : 'refused', { meaning: word })]
      : wrong(`${word};`, near),
    percentEncoded: [`${name}=${code}`, means(word)],
    hash: wrong(`#${word}`, near),
  })
}

/**
 * A number.
 *
 * @param good of two digits.
 * @param taken what is valid although it is negative or zero, and what it means.
 */
export function number(
  name: string,
  context: string,
  good: `${number}`,
  compat: Compat,
  { taken = {}, meaning = good }: { taken?: { negative?: string; zero?: string }; meaning?: string } = {},
): Row[] {
  const wrong = (text: string) => [`${name}=${text}`, bad(quoted(text), comesTo(compat))] as const
  const coded = [...good].map(digit => `%${digit.charCodeAt(0).toString(16)}`).join('')
  return rows(name, context, {
    missing: [name, bad('nothing', comesTo(compat))],
    empty: [`${name}=`, bad('nothing', comesTo(compat))],
    repeated: [`${name}=${good}&${name}=${good}`, again(meaning)],
    negative: taken.negative === undefined ? wrong(`-${good}`) : [`${name}=-${good}`, means(taken.negative)],
    zero: taken.zero === undefined ? wrong('0') : [`${name}=0`, means(taken.zero)],
    huge: wrong('99999999999'),
    nonNumeric: wrong('abc'),
    wrongCase: wrong('1E1'),
    wrongKeyCase: [`${shouted(name)}=${good}`, unknown(name)],
    emptyMember: [`${name}=${good};`, bad('nothing', compat === 'ignored' ? meaning : 'refused', { meaning })],
    percentEncoded: [`${name}=${coded}`, means(meaning)],
    hash: wrong(`#${good}`),
  })
}

/** The rows with some of them replaced. */
export function except(all: readonly Row[], cases: Partial<Cases>): Row[] {
  return all.map(row => {
    const [entry, outcome] = cases[row.kind] ?? [row.entry, row.outcome]
    return { ...row, entry, outcome }
  })
}
