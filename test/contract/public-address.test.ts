import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublic } from '../../shared/delivery/adapters/public-address.ts'

describe('an address on the internet', () => {
  it.each(['8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '172.15.255.255'])(
    'may be %s',
    address => expect(isPublic(address)).toBe(true),
  )

  it.each(['172.32.0.0', '192.167.255.255', '223.255.255.255', '2a00:1450:400e::1', '2001:4860::8888'])(
    'may be %s, too',
    address => expect(isPublic(address)).toBe(true),
  )
})

describe('an address that is not on the internet', () => {
  it.each([
    { what: 'nobody', addresses: ['0.0.0.0', '::'] },
    { what: 'this machine', addresses: ['127.0.0.1', '127.255.255.255', '::1'] },
    { what: 'a private network', addresses: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.255.255'] },
    { what: 'a private network of IPv6', addresses: ['fc00::1', 'fd12:3456::1', 'fec0::1'] },
    { what: 'the metadata of a cloud', addresses: ['169.254.169.254', '169.254.170.2', 'fd00:ec2::254'] },
    { what: 'a link', addresses: ['169.254.0.1', 'fe80::1', 'fe80::1%eth0'] },
    { what: 'the network of a provider', addresses: ['100.64.0.1', '100.127.255.255'] },
    { what: 'a book', addresses: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'] },
    {
      what: 'a protocol',
      addresses: ['192.0.0.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '2001::1'],
    },
    { what: 'many', addresses: ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'] },
    {
      what: 'IPv4 in disguise',
      addresses: ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::'],
    },
    { what: 'none at all', addresses: ['', 'localhost', '127.1', '0x7f000001', '8.8.8.8:443', '[2a00::1]'] },
  ])('may be that of $what', ({ addresses }) => {
    expect(addresses.filter(isPublic)).toEqual([])
  })

  it('stays one in whatever form of IPv6 it is written', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        expect(isPublic(`::ffff:${address}`)).toBe(false)
        expect(isPublic(`::${address}`)).toBe(false)
        expect(isPublic(`64:ff9b::${address}`)).toBe(false)
      }),
    )
  })
})
