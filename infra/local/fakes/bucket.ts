import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
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
import type { Clock, Instant } from '../../../shared/platform/time.ts'
import { commandName, metadata, type SdkCommand, type Sends, serviceError, unsupported } from './sdk.ts'

interface StoredObject {
  readonly key: string
  readonly bytes: Buffer
  readonly eTag: string
  readonly storedAt: Instant
  readonly contentType: string | undefined
  readonly userMetadata: Record<string, string> | undefined
}

const CHUNK_BYTES = 64 * 1024
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
    if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== '*')
      throw unsupported('IfNoneMatch of an ETag')
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

const bytesOf = async (body: PutObjectCommandInput['Body']): Promise<Buffer> => {
  if (body === undefined) return Buffer.alloc(0)
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body)
  if (body instanceof Readable) return buffer(body)
  throw unsupported('this kind of body')
}

const headOf = ({ bytes, eTag, storedAt, contentType, userMetadata }: StoredObject) => ({
  ContentLength: bytes.length,
  ETag: eTag,
  LastModified: new Date(storedAt),
  ContentType: contentType ?? 'application/octet-stream',
  Metadata: { ...userMetadata },
})

const chunksOf = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}

/** A stream as the SDK gives one in Node, which can be read at once too. */
const bodyOf = (bytes: Buffer) => {
  const stream = Readable.from(chunksOf(bytes), { objectMode: false, highWaterMark: CHUNK_BYTES })
  return Object.assign(stream, {
    transformToByteArray: async () => new Uint8Array(await buffer(stream)),
    transformToString: async (encoding?: BufferEncoding) => (await buffer(stream)).toString(encoding),
  })
}

const eventOf = (bucket: string, { key, bytes, eTag, storedAt }: StoredObject): S3Event => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-west-1',
      eventTime: storedAt,
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'local' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': 'local', 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'local',
        bucket: { name: bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${bucket}` },
        object: {
          // As in a form: encoded, with + for a space.
          key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
          size: bytes.length,
          eTag: eTag.slice(1, -1),
          sequencer: '0',
        },
      },
    },
  ],
})
