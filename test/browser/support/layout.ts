/**
 * What is asked of the browser: elements that are pointed at and are smaller than 24 by 24 px (WCAG 2.5.8), but for links within a
 * sentence and what a label beside them makes larger.
 */
export const smallTargets = `[...document.querySelectorAll('a, button, input, select, textarea, summary, [role=tab]')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen, .utrecht-skip-link') && getComputedStyle(one).display !== 'inline')
  .filter(one => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24 })
  .map(one => one.outerHTML.slice(0, 120))`

/** Gives text the spacing that people may give it (WCAG 1.4.12), in a way that the policy of the page allows. */
export const spaceText = `{
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(\`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }\`)
  document.adoptedStyleSheets = [sheet]
}`
export const spaceTextAsItWas = 'document.adoptedStyleSheets = []'

/** Texts that do not fit what holds them, where that hides what is beyond it. */
export const clippedTexts = `[...document.querySelectorAll('main *, header *, footer *')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen') && one.textContent.trim() !== '')
  .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) || ['hidden', 'clip'].includes(getComputedStyle(one).overflowY))
  .filter(one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
  .map(one => one.outerHTML.slice(0, 120))`

/** What has the focus, and its ring: `solid 3px`. */
export const focused = `{
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
  ;({ name: document.activeElement.outerHTML.slice(0, 120), ring: outlineStyle + ' ' + outlineWidth })
}`

/** What is told by colour, where people choose their own. */
export const forcedColours = `({
  bar: getComputedStyle(document.querySelector('.chart .bar')).fill,
  track: getComputedStyle(document.querySelector('.chart .track')).fill,
  ground: getComputedStyle(document.body).backgroundColor,
  badge: getComputedStyle(document.querySelector('.utrecht-status-badge')).borderTopStyle,
  radio: (() => {
    const radio = document.createElement('input')
    radio.type = 'radio'
    radio.className = 'utrecht-radio-button utrecht-radio-button--html-input'
    document.body.append(radio)
    const { appearance } = getComputedStyle(radio)
    radio.remove()
    return appearance
  })(),
})`

/** Of what shows which way a column is sorted. */
export const sideOfArrow = `getComputedStyle(document.querySelector('[aria-sort] .sort'), '::after').borderInlineStartColor`
