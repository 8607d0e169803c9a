import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** DER (X.690): a tag, a length, and what it holds. */
const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.of(tag, ...lengthOf(content.length)), content])
}

/** In as few bytes as it can be said in, as browsers want it. */
const lengthOf = (length: number): readonly number[] => {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = oid('550403')
const subjectAltName = oid('551d11')

const signed = (
  names: readonly string[],
  until: string,
  publicKey: KeyObject,
  privateKey: KeyObject,
): Buffer => {
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(names[0]!)))))
  const servers = names.map(name =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  )
  const certificate = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    subject,
    sequence(utcTime('200101000000Z'), utcTime(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, sequence(...servers))))),
  )
  const signature = sign('sha256', certificate, privateKey)
  return sequence(certificate, ecdsaWithSha256, der(0x03, Buffer.of(0), signature))
}

export interface Certificate {
  cert: string
  key: string
}

/**
 * A certificate (RFC 5280) of a server, by its names or IPv4 addresses, that vouches for itself, from 2020 on, as PEM. Node
 * reads them, but writes none.
 */
export const certificateFor = (names: string | readonly string[], until = '491231235959Z'): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const base64 = signed([names].flat(), until, publicKey, privateKey).toString('base64')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
