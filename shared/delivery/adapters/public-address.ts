import { BlockList, isIP } from 'node:net'

type Subnet = readonly [network: string, prefix: number]

/** Of IPv4, what IANA keeps for special purposes (RFC 6890 and its registry), multicast and reserved ones. */
const SPECIAL_IPV4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** The global unicast addresses of IPv6: loopback, link-local, unique local, mapped, NAT64 lie outside. */
const GLOBAL_IPV6: readonly Subnet[] = [['2000::', 3]]

/** What lies inside and yet leads elsewhere: protocols, Teredo, documentation and 6to4. */
const SPECIAL_IPV6: readonly Subnet[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const listOf = (family: 'ipv4' | 'ipv6', subnets: readonly Subnet[]): BlockList => {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return list
}

const specialIpv4 = listOf('ipv4', SPECIAL_IPV4)
const globalIpv6 = listOf('ipv6', GLOBAL_IPV6)
const specialIpv6 = listOf('ipv6', SPECIAL_IPV6)

/** Whether an IP address is one of the internet: not of this machine, its network, its cloud or nobody. */
export const isPublic = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !specialIpv4.check(address, 'ipv4')
    case 6:
      return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
    default:
      return false
  }
}
