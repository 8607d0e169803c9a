import { bundle } from './bundle.ts'

const [source = '', folder = ''] = process.argv.slice(2)

/** In a process of its own: bundling takes promises, and the CDK waits for none. */
const { manifest } = await import(`../${source}/manifest.ts`)
await bundle(source, manifest, folder)
