import parse from 'spdx-expression-parse'

/** Licences that may be part of what we publish, the one we would rather take first. */
const ALLOWED = [
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSD-3-Clause-Clear',
  'ISC',
  'Zlib',
  '0BSD',
  'MIT-0',
  'Unlicense',
  'CC0-1.0',
  'Unicode-3.0',
  'IJG',
  'Apache-2.0',
]

/**
 * The licences under which a component is taken: of what an SPDX expression offers, the choice that we prefer.
 *
 * @param {string} expression such as `MIT OR Apache-2.0`; the old `MIT/Apache-2.0` is understood too.
 * @param {string} component named in the error.
 * @returns {string[]} all of which apply.
 * @throws {Error} when no choice is of allowed licences alone.
 */
export function chooseLicence(expression, component) {
  const choices = choicesOf(parse(expression.replaceAll('/', ' OR ')))
  const [best] = choices
    .filter(choice => choice.every(licence => ALLOWED.includes(licence)))
    .sort((a, b) => rankOf(a) - rankOf(b))
  if (best === undefined) {
    throw new Error(
      `${component} is under ${expression}, which is none of ${ALLOWED.join(', ')}. ` +
        'Replace it, or allow its licence in scripts/notices/choose-licence.mjs after reading it',
    )
  }
  return best
}

/** Each way to satisfy the expression, as the list of licences that then apply. */
function choicesOf(node) {
  if (node.conjunction === 'or') return [...choicesOf(node.left), ...choicesOf(node.right)]
  if (node.conjunction === 'and') {
    return choicesOf(node.left).flatMap(left => choicesOf(node.right).map(right => [...left, ...right]))
  }
  return [[node.exception === undefined ? node.license : `${node.license} WITH ${node.exception}`]]
}

function rankOf(choice) {
  return Math.max(...choice.map(licence => ALLOWED.indexOf(licence)))
}
