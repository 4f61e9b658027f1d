import { nameAsset } from './asset-file-name.js'
import { noteSource } from './asset-source.js'
import type { Compiler, FileNameTemplate, Rule, TemplateFunction } from './compiler.js'
import { translateFileLoader } from './file-loader-options.js'
import { findNameGiver } from './name-givers.js'

/**
 * Lets the user's templates for file names name our outputs too, wherever the options have one. They are wrapped and not
 * read: which of them holds for a file is for the bundler to find.
 *
 * @param own what the user says in `output.assetModuleFilename`; undefined where only the bundler's default stands there.
 */
export function wrapTemplates({ output, module }: Compiler['options'], own: FileNameTemplate | undefined): void {
  output.assetModuleFilename = wrapTemplate(output.assetModuleFilename ?? '[hash][ext][query]', own)
  for (const type of ['asset', 'asset/resource'] as const) {
    const generator = module.generator[type]
    if (generator !== undefined) module.generator[type] = wrapGenerator(generator)
  }
}

/** The user's rules, with templates that can name our outputs. */
export function wrapRules<Other>(rules: readonly (Rule | Other)[]): (Rule | Other)[] {
  return rules.map(rule => (isRule(rule) ? wrapRule(rule) : rule))
}

/** Among rules stand switched off ones, and `'...'` for what the bundler adds. */
function isRule<Other>(rule: Rule | Other): rule is Rule {
  return typeof rule === 'object' && rule !== null
}

function wrapRule(rule: Rule): Rule {
  const generator = rule.generator ?? translateFileLoader(rule)
  return {
    ...rule,
    ...(generator === undefined ? {} : { generator: wrapGenerator(generator) }),
    ...(rule.rules === undefined ? {} : { rules: wrapRules(rule.rules) }),
    ...(rule.oneOf === undefined ? {} : { oneOf: wrapRules(rule.oneOf) }),
  }
}

function wrapGenerator<Generator extends { filename?: unknown }>(generator: Generator): Generator {
  const template = generator.filename as FileNameTemplate | undefined
  return template === undefined ? generator : { ...generator, filename: wrapTemplate(template, template) }
}

function wrapTemplate(template: FileNameTemplate, own: FileNameTemplate | undefined): TemplateFunction {
  return (data, info) => {
    const file = data.module && 'buildInfo' in data.module ? findNameGiver(data.module) : undefined
    if (file !== undefined) {
      if (info !== undefined) noteSource(info, file.source)
      return nameAsset(own, file, data, info)
    }
    return typeof template === 'function' ? template(data, info) : template
  }
}
