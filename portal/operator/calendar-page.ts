import { isSchoolYear } from '../../shared/directory/identifiers.ts'
import { addressOf, type OperatorPlace } from '../address.ts'
import type { Versioned } from '../api.ts'
import { submitButton } from '../button.ts'
import { backLink, bullets, element, link, paragraph, section } from '../element.ts'
import { choose, input } from '../fields.ts'
import { replaceForm } from '../replace-form.ts'
import { RowList } from '../row-list.ts'
import type { Calendar, CalendarWindow, Fault } from '../shapes.ts'
import { table } from '../table.ts'
import type { Page, Visit } from '../visit.ts'
import { dayInWords, sentences } from '../wording.ts'

/** The most windows of a school year. */
const MOST = 100

type CalendarPlace = Extract<OperatorPlace, { kind: 'calendar' }>

/** The school years and their delivery windows, or the windows of one, to change them. */
export const calendarPage = async (visit: Visit, { schoolYear }: CalendarPlace): Promise<Page> =>
  schoolYear === undefined ? yearsPage(visit) : yearPage(visit, schoolYear)

const yearsPage = async ({ api }: Visit): Promise<Page> => {
  const years = await api.schoolYears()
  return {
    title: 'Kalender',
    content: [
      element('h1', { tabindex: -1 }, 'Kalender'),
      paragraph('In een leverperiode kunnen scholen de doorleverdatum kiezen.'),
      years.length === 0
        ? paragraph('Er is nog geen schooljaar met een leverperiode.')
        : section(
            'schooljaren',
            'Schooljaren met een leverperiode',
            table({
              caption: 'Schooljaren met een leverperiode',
              captionUnseen: true,
              columns: [{ label: 'Schooljaar' }, { label: 'Leverperioden' }],
              rows: years.map(({ schoolYear, deliveryWindows }) => [
                link(addressOf({ kind: 'calendar', schoolYear }), schoolYear),
                bullets(deliveryWindows.map(window => windowInWords(window))),
              ]),
            }),
          ),
      section('ander-schooljaar', 'Een ander schooljaar', otherYear()),
    ],
  }
}

const otherYear = (): HTMLElement => {
  const year = input({
    pointer: '/schoolYear',
    question: 'Schooljaar',
    hint: 'Bijvoorbeeld 2027-2028.',
    type: 'text',
  })
  const go = (event: Event): void => {
    event.preventDefault()
    const schoolYear = year.value().trim()
    if (isSchoolYear(schoolYear)) location.hash = addressOf({ kind: 'calendar', schoolYear })
    else {
      year.tell('Vul een schooljaar in zoals 2027-2028: twee jaren na elkaar, met een streepje ertussen.')
      year.focus()
    }
  }
  return element(
    'form',
    { novalidate: true, onsubmit: go },
    year.node,
    submitButton('Leverperioden bekijken'),
  )
}

const yearPage = async (visit: Visit, schoolYear: string): Promise<Page> => {
  const shown = await visit.api.calendar(schoolYear)
  const title = `Leverperioden van ${schoolYear}`
  return {
    title,
    content: [
      toYears(),
      element('h1', { tabindex: -1, id: 'kop' }, title),
      paragraph(explanation),
      shown.data.deliveryWindows.length === 0 && paragraph('Er zijn nog geen leverperioden.'),
      form(visit, schoolYear, shown),
    ],
  }
}

const toYears = () => backLink('Alle schooljaren', addressOf({ kind: 'calendar' }))

const explanation = sentences(
  'Uit deze dagen kiezen scholen hun doorleverdatum.',
  'Een leverperiode loopt van de eerste tot en met de laatste dag. Zijn die gelijk, dan is het een vaste datum.',
  'Toestemmingen die al zijn gegeven, houden hun datum, ook als u een leverperiode wijzigt of weghaalt.',
)

const form = (visit: Visit, schoolYear: string, shown: Versioned<Calendar>) =>
  replaceForm<Calendar>({
    visit,
    name: `beheer/kalender/${schoolYear}`,
    labelledBy: 'kop',
    shown,
    ask,
    read: () => visit.api.calendar(schoolYear),
    save: (data, from) => visit.api.saveCalendar(schoolYear, data, from),
    inWords: ({ deliveryWindows }) =>
      new Map(
        deliveryWindows.map(window => [daysInWords(window), eligibilityInWords[window.eligibility]] as const),
      ),
    submit: 'Leverperioden opslaan',
    saved: `De leverperioden van ${schoolYear} zijn opgeslagen`,
  })

const ask = ({ deliveryWindows }: Calendar) => {
  const windows = new RowList<CalendarWindow>({
    pointer: '/deliveryWindows',
    name: 'leverperiode',
    least: 0,
    most: MOST,
    values: deliveryWindows,
    sentences: {
      'fromDate invalid-date': 'vul de eerste dag in.',
      'untilDate invalid-date': 'vul de laatste dag in.',
      'untilDate invalid-format': 'kies een laatste dag op of na de eerste.',
    },
    row: windowRow,
  })
  return {
    nodes: [windows.node],
    fields: () => windows.fields(),
    told: (fault: Fault) => windows.told(fault),
    value: () => ({ deliveryWindows: [...windows.values()] }),
  }
}

const eligibilityInWords = {
  all: 'Alle scholen',
  'not-delivered': 'Alleen scholen die nog niet hebben geleverd',
} as const

const windowRow = (pointer: string, window: CalendarWindow | undefined) => {
  const fromDate = input({
    pointer: `${pointer}/fromDate`,
    question: 'Eerste dag',
    type: 'date',
    text: window?.fromDate ?? '',
  })
  const untilDate = input({
    pointer: `${pointer}/untilDate`,
    question: 'Laatste dag',
    type: 'date',
    text: window?.untilDate ?? '',
  })
  const eligibility = choose({
    pointer: `${pointer}/eligibility`,
    question: 'Voor welke scholen?',
    choices: Object.entries(eligibilityInWords).map(([value, label]) => ({ value, label })),
    chosen: window?.eligibility ?? 'all',
  })
  return {
    fields: { fromDate, untilDate, eligibility },
    value: (): CalendarWindow => ({
      fromDate: fromDate.value(),
      untilDate: untilDate.value(),
      eligibility: eligibility.value() === 'all' ? 'all' : 'not-delivered',
    }),
  }
}

const daysInWords = ({ fromDate, untilDate }: CalendarWindow): string =>
  fromDate === untilDate
    ? dayInWords(fromDate)
    : `${dayInWords(fromDate)} tot en met ${dayInWords(untilDate)}`

const windowInWords = (window: CalendarWindow): string => {
  const { eligibility } = window
  const days = daysInWords(window)
  return eligibility === 'all' ? days : `${days} (${eligibilityInWords[eligibility].toLowerCase()})`
}
