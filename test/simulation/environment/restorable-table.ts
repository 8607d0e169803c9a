import { restored } from '../../../infra/local/backup.ts'
import type { SdkCommand, Sends } from '../../../infra/local/fakes/sdk.ts'
import { type Change, streamOf } from '../../../infra/local/fakes/stream.ts'
import type { Item } from '../../../infra/local/fakes/table/items.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import type { TableDefinition } from '../../../infra/local/fakes/table-definition.ts'

/** The one table of a history, in whose place a copy can come that was restored from a backup. */
export class RestorableTable implements Sends {
  readonly #make: () => FakeTable
  readonly #changes: Change[] = []
  #current: FakeTable

  constructor(definition: TableDefinition, onChange: (change: Change) => void) {
    const stream = streamOf(change => {
      this.#changes.push(change)
      onChange(change)
    })
    this.#make = () => new FakeTable(definition, stream)
    this.#current = this.#make()
  }

  send(command: SdkCommand): Promise<object> {
    return this.#current.send(command)
  }

  /** How many changes there were: any number up to it is a moment to go back to. */
  get length(): number {
    return this.#changes.length
  }

  /**
   * A copy takes the place of the table, as it was after so many changes, with the note that names the table it is a copy
   * of. Answers what it holds, and the number of the last change it has.
   */
  restore(length: number): { images: readonly Item[]; until: string } {
    const images = new Map<string, Item>()
    for (const { keys, newImage } of this.#changes.slice(0, length)) {
      images.set(`${keys.pk} ${keys.sk}`, newImage)
    }
    this.#current = this.#make()
    this.#current.load(restored([...images.values()]))
    return { images: [...images.values()], until: this.#changes[length - 1]?.sequenceNumber ?? '' }
  }
}
