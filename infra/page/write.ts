import { writeFileSync } from 'node:fs'
import { buildPage } from './build.ts'

const [to] = process.argv.slice(2)
if (to === undefined) throw new Error('say where to write the page')

/** For the function that puts the page in its place. */
writeFileSync(to, JSON.stringify(await buildPage()))
