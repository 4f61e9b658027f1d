import { fillPlaceholders } from '../../images/name-placeholders.js'
import { nameAsset } from './asset-file-name.js'
import { noteSource } from './asset-source.js'
import type { Compiler, FileNameTemplate, Rule, TemplateFunction } from './compiler.js'
import { translateFileLoader } from './file-loader-options.js'
import type { ImageFiles } from './image-files.js'

/**
 * Lets the user's templates for file names name our outputs too, wherever the options have one. They are wrapped and not
 * read: which of them holds for a file is for the bundler to find.
 */
export class UserTemplates {
  readonly #files: ImageFiles

  constructor(files: ImageFiles) {
    this.#files = files
  }

  /**
   * Wraps what the options say for all files.
   *
   * @param own what the user says in `output.assetModuleFilename`; undefined where only the bundler's default stands there.
   */
  wrapDefaults({ output, module }: Compiler['options'], own: FileNameTemplate | undefined): void {
    output.assetModuleFilename = this.#wrap(output.assetModuleFilename ?? '[hash][ext][query]', own)
    for (const type of ['asset', 'asset/resource'] as const) {
      const generator = module.generator[type]
      if (generator !== undefined) module.generator[type] = this.#wrapGenerator(generator)
    }
  }

  /** The user's rules, with templates that can name our outputs. */
  wrapRules<Other>(rules: readonly (Rule | Other)[]): (Rule | Other)[] {
    return rules.map(rule => (isRule(rule) ? this.#wrapRule(rule) : rule))
  }

  #wrapRule(rule: Rule): Rule {
    const generator = rule.generator ?? translateFileLoader(rule)
    return {
      ...rule,
      ...(generator === undefined ? {} : { generator: this.#wrapGenerator(generator) }),
      ...(rule.rules === undefined ? {} : { rules: this.wrapRules(rule.rules) }),
      ...(rule.oneOf === undefined ? {} : { oneOf: this.wrapRules(rule.oneOf) }),
    }
  }

  #wrapGenerator<Generator extends { filename?: unknown }>(generator: Generator): Generator {
    const template = generator.filename as FileNameTemplate | undefined
    return template === undefined ? generator : { ...generator, filename: this.#wrap(template, template) }
  }

  #wrap(template: FileNameTemplate, own: FileNameTemplate | undefined): TemplateFunction {
    return (data, info) => {
      const file = this.#files.findNameGiver(data)
      if (file !== undefined) {
        if (info !== undefined) noteSource(info, file.source)
        return nameAsset(own, file, data, info)
      }
      const written = typeof template === 'function' ? template(data, info) : template
      return fillPlaceholders(written, { width: undefined, height: undefined })
    }
  }
}

/** Among rules stand switched off ones, and `'...'` for what the bundler adds. */
function isRule<Other>(rule: Rule | Other): rule is Rule {
  return typeof rule === 'object' && rule !== null
}
