import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { PurgeCSS } from 'purgecss'

const folder = fileURLToPath(new URL('../../portal/', import.meta.url))

/**
 * The stylesheet of the page. The components of the design system and the tokens of its theme come whole; rules for a class
 * and custom properties that nothing in the page names are left out. So a class is always written out whole in the source.
 */
export const portalStyles = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [`${folder}portal.css`],
    bundle: true,
    write: false,
    legalComments: 'none',
    logLevel: 'error',
  })
  const purged = await new PurgeCSS().purge({
    content: [`${folder}**/*.ts`, `${folder}index.html`],
    // With space in it, `var( --name` is not seen to use the property.
    css: outputFiles.map(({ text }) => ({ raw: text.replaceAll(/var\(\s+/g, 'var(') })),
    variables: true,
    keyframes: true,
  })
  return purged.map(({ css }) => css).join('')
}
