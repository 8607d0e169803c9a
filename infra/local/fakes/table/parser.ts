import type { Comparator, Condition, Operand, Parsed, Path, Term, Update } from './expressions.ts'
import { invalid } from './items.ts'
import { RESERVED_WORDS } from './reserved-words.ts'

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const TOKEN = /\s*(<=|>=|<>|[=<>(),.+-]|[:#]?\w+)/y

const tokensOf = (text: string): string[] => {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    tokens.push(match[1]!)
    if (text.slice(TOKEN.lastIndex).trim() === '') return tokens
  }
  throw invalid(`Invalid expression: Syntax error; expression: ${text}`)
}

/** Reads one expression, token by token. Throws `ValidationException` where it is not of the language. */
export class Parser {
  readonly tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    this.tokens = tokensOf(text)
  }

  get ended(): boolean {
    return this.#at >= this.tokens.length
  }

  /** Reads the word if it stands next. Keywords are read in capitals or not. */
  #take(word: string): boolean {
    const found = this.tokens[this.#at]?.toUpperCase() === word.toUpperCase()
    if (found) this.#at += 1
    return found
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#fault()
  }

  #fault(): Error {
    return invalid(`Invalid expression: Syntax error; token: ${this.tokens[this.#at] ?? '<EOF>'}`)
  }

  #path(): Path {
    const path: string[] = []
    do {
      const name = this.tokens[this.#at]
      if (name === undefined || !/^(#\w|[A-Za-z_])\w*$/.test(name)) throw this.#fault()
      if (RESERVED_WORDS.has(name.toUpperCase())) {
        throw invalid(`Invalid expression: Attribute name is a reserved keyword: ${name}`)
      }
      path.push(name)
      this.#at += 1
    } while (this.#take('.'))
    return path
  }

  #operand(): Operand {
    const token = this.tokens[this.#at]
    if (!token?.startsWith(':')) return { path: this.#path() }
    this.#at += 1
    return { value: token }
  }

  condition(): Condition {
    let left = this.#conjunction()
    while (this.#take('OR')) left = { kind: 'or', left, right: this.#conjunction() }
    return left
  }

  #conjunction(): Condition {
    let left = this.#negation()
    while (this.#take('AND')) left = { kind: 'and', left, right: this.#negation() }
    return left
  }

  #negation(): Condition {
    if (this.#take('NOT')) return { kind: 'not', of: this.#negation() }
    if (this.#take('attribute_exists')) return { kind: 'exists', path: this.#argument(), wanted: true }
    if (this.#take('attribute_not_exists')) return { kind: 'exists', path: this.#argument(), wanted: false }
    if (this.#take('begins_with')) return this.#beginsWith()
    if (!this.#take('(')) return this.#comparison()
    const inner = this.condition()
    this.#expect(')')
    return inner
  }

  #argument(): Path {
    this.#expect('(')
    const path = this.#path()
    this.#expect(')')
    return path
  }

  #beginsWith(): Condition {
    this.#expect('(')
    const of = this.#operand()
    this.#expect(',')
    const prefix = this.#operand()
    this.#expect(')')
    return { kind: 'begins_with', of, prefix }
  }

  #comparison(): Condition {
    const left = this.#operand()
    if (this.#take('BETWEEN')) {
      const low = this.#operand()
      this.#expect('AND')
      return { kind: 'between', of: left, low, high: this.#operand() }
    }
    const by = this.tokens[this.#at]
    if (by === undefined || !COMPARATORS.includes(by)) throw this.#fault()
    this.#at += 1
    return { kind: 'compare', by: by as Comparator, left, right: this.#operand() }
  }

  update(): Update {
    const update: Update = { set: [], remove: [], add: [] }
    while (!this.ended) {
      if (this.#take('SET')) this.#each(() => update.set.push(this.#assignment()))
      else if (this.#take('REMOVE')) this.#each(() => update.remove.push(this.#path()))
      else if (this.#take('ADD'))
        this.#each(() => update.add.push({ path: this.#path(), value: this.#operand() }))
      else throw this.#fault()
    }
    return update
  }

  #each(read: () => void): void {
    do read()
    while (this.#take(','))
  }

  projection(): Path[] {
    const paths: Path[] = []
    this.#each(() => paths.push(this.#path()))
    return paths
  }

  #assignment(): Update['set'][number] {
    const path = this.#path()
    this.#expect('=')
    const term = this.#term()
    if (this.#take('+')) return { path, term, plus: this.#term(), sign: 1 }
    if (this.#take('-')) return { path, term, plus: this.#term(), sign: -1 }
    return { path, term, sign: 1 }
  }

  #term(): Term {
    if (!this.#take('if_not_exists')) return this.#operand()
    this.#expect('(')
    const ifMissing = this.#path()
    this.#expect(',')
    const otherwise = this.#term()
    this.#expect(')')
    return { ifMissing, otherwise }
  }

  parsed<T>(meaning: T): Parsed<T> {
    if (!this.ended) throw this.#fault()
    return { meaning, placeholders: new Set(this.tokens.filter(token => /^[#:]/.test(token))) }
  }
}
