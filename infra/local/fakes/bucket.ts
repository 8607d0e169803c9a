import { createHash } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import type { S3Event } from 'aws-lambda'
import type { Clock } from '../../../shared/platform/time.ts'
import { bodyOf, bytesOf, eventOf, headOf, type StoredObject } from './bucket/objects.ts'
import { commandName, metadata, type SdkCommand, type Sends, serviceError, unsupported } from './sdk.ts'

const LARGEST_PAGE = 1000

const preconditionFailed = (): Error =>
  serviceError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold')

/** One S3 bucket in memory. Tells of every object put, when it is there. */
export class FakeBucket implements Sends {
  readonly name: string
  readonly #clock: Clock
  readonly #onObjectCreated: (event: S3Event) => void
  readonly #objects = new Map<string, StoredObject>()

  constructor(name: string, clock: Clock, onObjectCreated: (event: S3Event) => void = () => {}) {
    this.name = name
    this.#clock = clock
    this.#onObjectCreated = onObjectCreated
  }

  async send(command: SdkCommand): Promise<object> {
    if ((command.input as { Bucket?: string }).Bucket !== this.name) {
      throw new NoSuchBucket({ message: 'The specified bucket does not exist', $metadata: metadata(404) })
    }
    return { ...(await this.#answer(command)), $metadata: metadata() }
  }

  async #answer(command: SdkCommand): Promise<object> {
    if (command instanceof PutObjectCommand) return this.#put(command.input)
    if (command instanceof GetObjectCommand) {
      const found = this.#find(command.input, NoSuchKey)
      return { ...headOf(found), Body: bodyOf(found.bytes) }
    }
    if (command instanceof HeadObjectCommand) return headOf(this.#find(command.input, NotFound))
    if (command instanceof DeleteObjectCommand) {
      this.#objects.delete(command.input.Key ?? '')
      return {}
    }
    if (command instanceof ListObjectsV2Command) return this.#list(command.input)
    throw unsupported(commandName(command))
  }

  async #put({ Key: key = '', Body: body, ...input }: PutObjectCommandInput): Promise<object> {
    if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== '*') {
      throw serviceError(
        'NotImplemented',
        501,
        'A header you provided implies functionality that is not implemented',
      )
    }
    const bytes = await bytesOf(body)
    if (input.IfNoneMatch !== undefined && this.#objects.has(key)) throw preconditionFailed()
    const stored = {
      key,
      bytes,
      eTag: `"${createHash('md5').update(bytes).digest('hex')}"`,
      storedAt: this.#clock(),
      contentType: input.ContentType,
      userMetadata: input.Metadata,
    }
    this.#objects.set(key, stored)
    this.#onObjectCreated(eventOf(this.name, stored))
    return { ETag: stored.eTag }
  }

  #find(
    { Key: key = '', IfMatch: eTag }: { Key: string | undefined; IfMatch?: string | undefined },
    Missing: typeof NoSuchKey | typeof NotFound,
  ): StoredObject {
    const found = this.#objects.get(key)
    if (found === undefined) {
      throw new Missing({ message: 'The specified key does not exist.', $metadata: metadata(404) })
    }
    if (eTag !== undefined && eTag !== found.eTag) throw preconditionFailed()
    return found
  }

  #list(input: ListObjectsV2CommandInput): object {
    const { Prefix: prefix = '', MaxKeys: most = LARGEST_PAGE, StartAfter, ContinuationToken } = input
    const after = ContinuationToken ?? StartAfter ?? ''
    const found = [...this.#objects.values()]
      .filter(({ key }) => key.startsWith(prefix) && key > after)
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
    const page = found.slice(0, Math.min(most, LARGEST_PAGE))
    return {
      Name: this.name,
      Prefix: prefix,
      KeyCount: page.length,
      IsTruncated: found.length > page.length,
      ...(found.length > page.length && { NextContinuationToken: page.at(-1)?.key }),
      ...(page.length > 0 && {
        Contents: page.map(({ key, bytes, eTag, storedAt }) => ({
          Key: key,
          Size: bytes.length,
          ETag: eTag,
          LastModified: new Date(storedAt),
        })),
      }),
    }
  }
}
