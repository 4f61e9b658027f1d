import { fillPlaceholders } from '../../images/name-placeholders.js'
import { nameAsset } from './asset-file-name.js'
import { noteSource } from './asset-source.js'
import type { Compiler, FileNameTemplate, Rule, TemplateFunction } from './compiler.js'
import { translateFileLoader } from './file-loader-options.js'
import type { ImageFiles } from './image-files.js'
import { KINDS, MATCH_OTHERS, MODULE_KINDS, matchKind } from './module-kind.js'

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

  #wrapRule({ generator: own, ...rule }: Rule): Rule {
    return {
      ...rule,
      ...(rule.oneOf === undefined ? {} : { oneOf: this.wrapRules(rule.oneOf) }),
      rules: [
        ...this.wrapRules(rule.rules ?? []),
        ...(own === undefined ? [] : [{ ...MATCH_OTHERS, generator: own }]),
        ...this.rulesForFiles(own ?? translateFileLoader(rule)),
      ],
    }
  }

  /** Rules that say of our files alone what a generator says. */
  rulesForFiles(generator: Rule['generator']): Rule[] {
    if (generator === undefined) return []
    const files = KINDS.filter(kind => MODULE_KINDS[kind].isFile)
    // Rspack goes by the type that stands beside a generator, and keeps nothing of what was said for another one.
    return files.map(kind => ({ ...matchKind(kind), type: 'asset', generator: this.#wrapGenerator(generator) }))
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
