import { nameAsset } from './asset-file-name.js'
import { noteSource } from './asset-source.js'
import type { Compiler, FileNameTemplate, Module, Rule, TemplateFunction } from './compiler.js'
import { fileLoaderGenerator } from './file-loader-options.js'
import { keptFacts } from './kept-facts.js'
import { findNameGiver } from './name-givers.js'

/**
 * Lets the user's templates for file names name our outputs too, wherever the options have one. They are wrapped and not
 * read: which of them holds for a file is for the bundler to find.
 *
 * @param own what the user says in `output.assetModuleFilename`; undefined where only the bundler's default stands there.
 */
export function nameOutputsByTemplates(
  { output, module }: Compiler['options'],
  own: FileNameTemplate | undefined,
): void {
  output.assetModuleFilename = nameOutputsBy(output.assetModuleFilename ?? '[hash][ext][query]', own)
  for (const type of ['asset', 'asset/resource'] as const) {
    const generator = module.generator[type]
    if (generator !== undefined) module.generator[type] = withTemplate(generator)
  }
}

/** The user's rules, with templates that can name our outputs. */
export function nameOutputs<Other>(rules: readonly (Rule | Other)[]): (Rule | Other)[] {
  return rules.map(rule => (isRule(rule) ? withOutputNames(rule) : rule))
}

/** Among rules stand switched off ones, and `'...'` for what the bundler adds. */
function isRule<Other>(rule: Rule | Other): rule is Rule {
  return typeof rule === 'object' && rule !== null
}

function withOutputNames(rule: Rule): Rule {
  const generator = rule.generator ?? fileLoaderGenerator(rule)
  return {
    ...rule,
    ...(generator === undefined ? {} : { generator: withTemplate(generator) }),
    ...(rule.rules === undefined ? {} : { rules: nameOutputs(rule.rules) }),
    ...(rule.oneOf === undefined ? {} : { oneOf: nameOutputs(rule.oneOf) }),
  }
}

function withTemplate<Generator extends { filename?: unknown }>(generator: Generator): Generator {
  const template = generator.filename as FileNameTemplate | undefined
  return template === undefined ? generator : { ...generator, filename: nameOutputsBy(template, template) }
}

function nameOutputsBy(template: FileNameTemplate, own: FileNameTemplate | undefined): TemplateFunction {
  return (data, info) => {
    const file = data.module && 'buildInfo' in data.module ? keptFacts(data.module)?.file : undefined
    if (file !== undefined) {
      if (info !== undefined) noteSource(info, file.source)
      const giver = findNameGiver(data.module as Module)
      return nameAsset(
        own,
        giver?.file ?? file,
        giver === undefined ? data : { ...data, filename: giver.filename },
        info,
      )
    }
    return typeof template === 'function' ? template(data, info) : template
  }
}
