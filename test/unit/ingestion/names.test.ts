import { describe, expect, it } from 'vitest'
import { invisibleTexts } from '../../support/invisible-texts.ts'
import { faultsOf } from './hostile-file.ts'
import { boardId, file, importDesk, voSchool } from './import-desk.ts'

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const administrator = (name: string, email = 'a@b.nl') =>
  file('administrators', `${boardId};${quoted(name)};${quoted(email)}`)
const kept = async (content: string) => {
  const desk = await importDesk()
  expect(await desk.bring('administrators', content)).toMatchObject({ status: 'applied', errors: [] })
  return (await desk.directory.administrators(boardId))?.items[0]
}

describe('a name in a file', () => {
  it('is kept in NFC, with single spaces', async () => {
    expect(await kept(administrator('\u00a0Zoe\u0308  Mu\u0308ller\u3000'))).toMatchObject({
      name: 'Zoë Müller',
    })
    const desk = await importDesk()
    const cells = [
      '54321',
      'Stichting\u00a0 Oe\u0308st',
      voSchool,
      ' De  Bru\u0308g',
      "'s-\u2003Graven",
      'VO',
    ]
    await desk.bring('schools', file('schools', cells.join(';')))
    expect(await desk.directory.school(voSchool)).toMatchObject({
      boardName: 'Stichting Oëst',
      schoolName: 'De Brüg',
      city: "'s- Graven",
    })
  })

  it.each(invisibleTexts)('has something to see, unlike %j', async name => {
    expect(await faultsOf('administrators', administrator(name))).toEqual(['2 NAAM required'])
  })

  it.each(['\u2028', '\u2029', '\u0085', '\n'])('stands on one line, without %j', async character => {
    expect(await faultsOf('administrators', administrator(`Ria${character}de Wit`))).toEqual([
      '2 NAAM control-characters',
    ])
  })

  it('that is the same again makes no version', async () => {
    const desk = await importDesk()
    for (const name of ['Zoë Müller', 'Zoe\u0308 Mu\u0308ller', 'Zoë\u00a0 Müller', 'Zoë\u200b Müller'])
      await desk.bring('administrators', administrator(name))
    expect(await desk.directory.administrators(boardId, 2)).toBeUndefined()
  })
})

describe('an address in a file', () => {
  it('is one that mail can be sent to, with white space around it', async () => {
    expect(await kept(administrator('Ria', ' \u00a0ria@bestuur.nl\t'))).toEqual({
      name: 'Ria',
      email: 'ria@bestuur.nl',
    })
    expect(await faultsOf('administrators', administrator('Ria', 'ria@bestuur'))).toEqual([
      '2 E-MAILADRES invalid-format',
    ])
  })
})
