import {
  DeleteObjectCommand,
  type DeleteObjectCommandInput,
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import type { S3Event } from 'aws-lambda'
import type { Clock } from '../../../shared/platform/time.ts'
import { bodyOf, bytesOf, eventOf, type StoredObject } from './bucket/objects.ts'
import { commandName, metadata, type SdkCommand, type Sends, serviceError, unsupported } from './sdk.ts'

const LARGEST_PAGE = 1000

/** One S3 bucket in memory, with or without versions. Tells of every object put, when it is there. */
export class FakeBucket implements Sends {
  readonly name: string
  /** With a default retention: S3 then takes no object without a checksum. */
  readonly hasObjectLock: boolean
  readonly #clock: Clock
  readonly #onObjectCreated: (event: S3Event) => void
  readonly #hasVersions: boolean
  /** The versions of each object, the oldest first; without versions there is one. */
  readonly #objects = new Map<string, readonly StoredObject[]>()
  #puts = 0

  constructor(
    name: string,
    clock: Clock,
    onObjectCreated: (event: S3Event) => void = () => {},
    { hasVersions = false, hasObjectLock = false } = {},
  ) {
    this.name = name
    this.#clock = clock
    this.#onObjectCreated = onObjectCreated
    this.#hasVersions = hasVersions
    this.hasObjectLock = hasObjectLock
  }

  async send(command: SdkCommand): Promise<object> {
    if ((command.input as { Bucket?: string }).Bucket !== this.name) {
      throw new NoSuchBucket({ message: 'The specified bucket does not exist', $metadata: metadata(404) })
    }
    return { ...this.#answer(command), $metadata: metadata() }
  }

  #answer(command: SdkCommand): object {
    if (command instanceof PutObjectCommand) return this.#put(command.input)
    if (command instanceof GetObjectCommand) return { Body: bodyOf(this.#find(command.input).bytes) }
    if (command instanceof DeleteObjectCommand) return this.#delete(command.input)
    if (command instanceof ListObjectsV2Command) return this.#list(command.input)
    if (command instanceof ListObjectVersionsCommand) return this.#versions(command.input)
    throw unsupported(commandName(command))
  }

  #put({ Key: key = '', Body: body, IfNoneMatch }: PutObjectCommandInput): object {
    const bytes = bytesOf(body)
    if (IfNoneMatch === '*' && this.#objects.has(key)) {
      const refused = 'At least one of the pre-conditions you specified did not hold'
      throw serviceError('PreconditionFailed', 412, refused)
    }
    const stored = { key, versionId: String(++this.#puts), bytes, storedAt: this.#clock() }
    this.#objects.set(key, [...(this.#hasVersions ? (this.#objects.get(key) ?? []) : []), stored])
    this.#onObjectCreated(eventOf(this.name, stored))
    return {}
  }

  #find({ Key: key = '', VersionId: versionId }: GetObjectCommandInput): StoredObject {
    const versions = this.#objects.get(key) ?? []
    const found = versionId ? versions.find(version => version.versionId === versionId) : versions.at(-1)
    if (found) return found
    if (versionId) throw serviceError('NoSuchVersion', 404, 'The specified version does not exist.')
    throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: metadata(404) })
  }

  #delete({ Key: key = '', VersionId: versionId }: DeleteObjectCommandInput): object {
    if (this.#hasVersions && !versionId) throw unsupported('a delete marker')
    const left = (this.#objects.get(key) ?? []).filter(
      version => versionId && version.versionId !== versionId,
    )
    if (left.length > 0) this.#objects.set(key, left)
    else this.#objects.delete(key)
    return {}
  }

  #versions(input: ListObjectVersionsCommandInput): object {
    const { Prefix: prefix = '', KeyMarker: afterKey, VersionIdMarker: afterVersion } = input
    const all = [...this.#objects.values()].flat().filter(({ key }) => key.startsWith(prefix))
    const before = all
      .reverse()
      .findIndex(({ key, versionId }) => key === afterKey && versionId === afterVersion)
    const page = all.slice(before + 1, before + 1 + LARGEST_PAGE)
    const [last, isTruncated] = [page.at(-1), page.at(-1) !== all.at(-1)]
    return {
      IsTruncated: isTruncated,
      ...(isTruncated && { NextKeyMarker: last?.key, NextVersionIdMarker: last?.versionId }),
      Versions: page.map(({ key, versionId, bytes, storedAt }) => ({
        Key: key,
        VersionId: versionId,
        Size: bytes.length,
        LastModified: new Date(storedAt),
      })),
    }
  }

  #list(input: ListObjectsV2CommandInput): object {
    const { Prefix: prefix = '', ContinuationToken: after = '' } = input
    const found = [...this.#objects.keys()]
      .filter(key => key.startsWith(prefix) && key > after)
      .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    const page = found.slice(0, LARGEST_PAGE).map(key => this.#objects.get(key)!.at(-1)!)
    return {
      ...(found.length > page.length && { NextContinuationToken: page.at(-1)?.key }),
      ...(page.length > 0 && {
        Contents: page.map(({ key, storedAt }) => ({ Key: key, LastModified: new Date(storedAt) })),
      }),
    }
  }
}
