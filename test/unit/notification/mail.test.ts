import { describe, expect, it } from 'vitest'
import { eventTypes, transitions } from '../../../shared/consent/transitions.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import {
  changed,
  day,
  deVries,
  failed,
  given,
  nothingToDeliver,
  resultsChanged,
  started,
  terms,
  withdrawn,
} from '../../support/builders.ts'
import { histories, lastOf, mailAfter, mailTo, notAnonymous, receivers, schoolUrl } from './mails.ts'

const atSchoolLevel = terms({ level: 'school' })
const byDeVries = withdrawn('2027-05-13T12:00:00Z', deVries)
const cases = Object.entries(histories)

describe('every mail', () => {
  it('is about an event the board is mailed about, and there is one for each', () => {
    expect(Object.keys(histories).sort()).toEqual(eventTypes.filter(type => transitions[type].mails).sort())
  })

  it.each(cases)('names school, school year, who did it, level and date: %s', (type, events) => {
    const mail = mailAfter(...events)
    const who = {
      given: 'M. Jansen (school)',
      changed: 'K. de Vries (bestuur)',
      withdrawn: 'M. Jansen (school)',
    }[type as string]
    const named = ['Het Voorbeeld College', '99AA00', '2026-2027', who ?? 'Toestemming van']
    for (const fact of [...named, 'onderwijssoortniveau', '1 juli 2027']) {
      expect(mail.text).toContain(fact)
      expect(mail.html).toContain(fact)
    }
  })

  it.each(cases)(
    'goes as one message to all administrators, with the school in its subject: %s',
    (_, events) => {
      const mail = mailAfter(...events)
      expect(mail.to).toEqual(receivers)
      expect(mail.subject).toMatch(/^[A-Z][a-z ]+: Het Voorbeeld College, 2026-2027$/)
      expect(mail.text).toContain(`Bekijk de school in het portaal:\n${schoolUrl}\n`)
    },
  )

  it.each(cases)('holds no texts of the school, no receivers and no digest: %s', (_, events) => {
    const { subject, text, html } = mailAfter(...events)
    const { surveyedGroup, notAnonymousReason } = notAnonymous.conduct
    const unsaid = [surveyedGroup, notAnonymousReason!, ...receivers, 'a'.repeat(64), 'u-1']
    for (const secret of unsaid) expect(`${subject}${text}${html}`).not.toContain(secret)
  })

  it.each(cases)('names the board, not its number, and nothing automatic about it: %s', (_, events) => {
    const { text, html } = mailAfter(...events)
    for (const part of [text, html]) {
      expect(part).toContain('aan de gebruikersbeheerders van Stichting De Vier Windstreken.')
      expect(part).not.toMatch(/99001|automatisch,/)
    }
  })

  it('names a board by its number where the directory knows none', () => {
    const { record } = lastOf(given({ boardId: '99003' as BoardId }))
    expect(mailTo('99003' as BoardId, record).text).toContain('gebruikersbeheerders van bestuur 99003.')
  })

  it('says whom to ask to the board where somebody of the school saved, and to nobody to ask themself', () => {
    for (const saved of [given(), withdrawn()]) {
      const events = saved.type === 'given' ? [saved] : [given(), saved]
      expect(mailAfter(...events).text).toContain('Neem dan contact op met M. Jansen (school).')
    }
    for (const events of [[given({ by: deVries })], [given(), changed()], [given(), byDeVries]])
      expect(mailAfter(...events).text).not.toContain('contact op')
  })

  it('rests on the consent of whoever saved last', () => {
    expect(mailAfter(given(), changed(), nothingToDeliver).text).toContain(
      '- Toestemming van: K. de Vries (bestuur)\n- Toestemming gewijzigd op: 12 mei 2027 14:00\n',
    )
  })

  it.each([
    ['nothing-to-deliver', 'Uitkomst vastgesteld op: 1 juli 2027 07:44'],
    ['delivery-failed', 'Uitkomst vastgesteld op: 1 juli 2027 07:44'],
    ['results-changed', 'Resultaten gewijzigd op: 14 mei 2027 14:00'],
    ['delivered', 'Ontvangen door de inspectie: 1 juli 2027 07:44'],
  ] as const)('tells the moment of the consent from that of what came of it: %s', (type, moment) => {
    const { text } = mailAfter(...histories[type])
    expect(text).toContain(
      '- Toestemming van: M. Jansen (school)\n- Toestemming gegeven op: 11 mei 2027 14:03\n',
    )
    expect(text).toContain(`- ${moment}\n`)
    expect(text).not.toContain('Vastgelegd op')
  })

  it('is refused for an event that nobody is mailed about', () => {
    const { record, before } = lastOf(given(), started())
    expect(() => mailTo(record.state.consent.boardId, record, before)).toThrow('delivery-started')
  })
})

describe('a consent that was given', () => {
  it.each([
    ['2028-01-01', '31 december 2027'],
    ['2028-03-01', '29 februari 2028'],
    ['2028-03-27', '26 maart 2028'],
    ['2027-10-31', '30 oktober 2027'],
    ['2027-07-01', '30 juni 2027'],
  ])('with date %s can be changed until %s, whatever the calendar and the clock do', (date, last) => {
    expect(mailAfter(given({ terms: terms({ deliveryDate: day(date) }) })).text).toContain(
      `tot en met ${last}`,
    )
  })

  it('is told from one that is given again', () => {
    expect(mailAfter(given()).subject).toContain('Toestemming gegeven')
    expect(mailAfter(given(), withdrawn(), given()).subject).toContain('Toestemming opnieuw gegeven')
  })
})

describe('a consent that was changed', () => {
  it('shows what changed, from what to what', () => {
    const before = terms({
      deliveryDate: day('2027-06-01'),
      level: 'school',
      conduct: { representative: false, surveyedGroup: 'Alleen de onderbouw.', anonymous: true },
    })
    const { text } = mailAfter(given({ terms: before }), changed({ terms: notAnonymous }))
    expect(text).toContain('- Doorleverniveau: van schoolniveau naar onderwijssoortniveau\n')
    expect(text).toContain('- Doorleverdatum: van 1 juni 2027 naar 1 juli 2027\n')
    expect(text).toContain('- Representatieve groep bevraagd: van nee naar ja\n')
    expect(text).toContain('- Anoniem ingevuld: van ja naar nee\n')
  })

  it('says of the texts that they changed, not what they say', () => {
    const explained = mailAfter(given(), changed({ terms: notAnonymous })).text
    expect(explained).toContain('- Waarom niet anoniem: toegevoegd\n')
    const lapsed = mailAfter(given({ terms: notAnonymous }), changed()).text
    expect(lapsed).toContain('- Waarom niet anoniem: vervallen\n')
    const reworded = terms({ conduct: { ...terms().conduct, surveyedGroup: 'Andere groep.' } })
    const { text, html } = mailAfter(given(), changed({ terms: reworded }))
    expect(text).toContain('- Welke groep is bevraagd en waarom: aangepast\n')
    expect(text + html).not.toContain('Andere groep')
  })

  it('does not list what stayed', () => {
    const { text } = mailAfter(given({ terms: atSchoolLevel }), changed())
    expect(text).not.toContain('Doorleverdatum: van')
    expect(text).not.toContain('bevraagd')
    expect(text).not.toContain('noniem')
  })

  it('says so where it was saved without a change', () => {
    const { subject, text } = mailAfter(given(), changed())
    expect(subject).toContain('Toestemming opnieuw opgeslagen')
    expect(text).toContain('zonder iets te wijzigen')
    expect(text).not.toContain('Wat is gewijzigd')
  })
})

describe('a consent that was withdrawn', () => {
  it('says that the delivery is off and that consent can be given again', () => {
    const { text } = mailAfter(given(), byDeVries)
    expect(text).toContain('K. de Vries (bestuur) heeft de toestemming ingetrokken')
    expect(text).toContain('De levering van 1 juli 2027 vervalt.')
    expect(text).toContain('opnieuw toestemming geven')
    expect(text).not.toContain('tot en met')
  })

  it('after a delivery that brought nothing cancels none', () => {
    const { text } = mailAfter(given(), nothingToDeliver, byDeVries)
    expect(text).not.toContain('vervalt')
  })
})

describe('newer results after the consent', () => {
  it('are what will be delivered', () => {
    const { text } = mailAfter(given(), resultsChanged('c'.repeat(64)))
    expect(text).toContain('Op 1 juli 2027 worden de resultaten geleverd die dan bekend zijn.')
    expect(text).toContain('Bekijk het nieuwe rapport in het portaal.')
    expect(text).toContain('Doet u niets, dan wordt op 1 juli 2027 het nieuwe rapport geleverd.')
    expect(text).toContain('tot en met 30 juni 2027')
  })

  it('that leave none for the level mean that nothing is delivered as long as it stays so', () => {
    const { text } = mailAfter(given({ terms: atSchoolLevel }), resultsChanged(null))
    expect(text).toContain('Er zijn geen resultaten meer die op schoolniveau kunnen worden geleverd.')
    expect(text).toContain('Blijft dat zo, dan wordt er op 1 juli 2027 niets geleverd.')
    expect(text).toContain('In het portaal ziet u of dat op een ander niveau kan.')
    expect(text).not.toContain('Doet u niets')
  })

  it('that came in over the start of the delivery date leave nothing to choose', () => {
    const midnight = '2027-06-30T22:00:00Z'
    const { text } = mailAfter(given({ terms: atSchoolLevel }), resultsChanged(null, midnight))
    expect(text).toContain('De doorleverdatum is bereikt.')
    expect(text).toContain('dan wordt er op 1 juli 2027 niets geleverd.')
    expect(text).not.toContain('tot en met')
    expect(text).not.toContain('ander niveau')
  })

  it('can be answered in the last second before the delivery date', () => {
    const lastMoment = '2027-06-30T21:59:59.999Z'
    const { text } = mailAfter(given(), resultsChanged('c'.repeat(64), lastMoment))
    expect(text).toContain('tot en met 30 juni 2027')
  })
})

describe('the end of a delivery', () => {
  it('brings the receipt: its number, and when the inspectorate received it', () => {
    const { text } = mailAfter(...histories.delivered)
    expect(text).toContain('- Ontvangstnummer: ontvangst-1\n')
    expect(text).toContain('- Ontvangen door de inspectie: 1 juli 2027 07:44\n')
    expect(text).toContain('kan niet meer worden gewijzigd of ingetrokken')
  })

  it('with too few respondents in every group says so', () => {
    const { text } = mailAfter(given(), nothingToDeliver)
    expect(text).toContain('Er is geen groep waarin vijf of meer leerlingen de vragenlijst hebben ingevuld.')
    expect(text).toContain('opnieuw toestemming geven, voor een latere doorleverdatum')
  })

  it('without results for the level says so, and not that respondents were few', () => {
    const { text } = mailAfter(given({ terms: atSchoolLevel }), resultsChanged(null), nothingToDeliver)
    expect(text).toContain('Er zijn geen resultaten meer die op schoolniveau kunnen worden geleverd.')
    expect(text).toContain('op welk niveau u kunt leveren')
    expect(text).not.toContain('vijf of meer')
  })

  it('that failed says that nothing arrived, and what can be done', () => {
    const { subject, text } = mailAfter(given(), started(), failed(3))
    expect(subject).toContain('mislukt')
    expect(text).toContain(
      'De levering van de resultaten van de monitoring sociale veiligheid van Het Voorbeeld College',
    )
    expect(text).toContain('niet aangenomen en heeft dus niets ontvangen.')
    expect(text).toContain('- Aantal pogingen: 3\n- Kenmerk van de levering: 99AA00_2026-2027_1\n')
    expect(text).toContain('Vraag het de beheerder van het portaal, en noem het kenmerk')
    expect(text).toContain('opnieuw toestemming geven, voor een latere doorleverdatum')
    expect(text).not.toContain('Ontvangst')
  })
})
