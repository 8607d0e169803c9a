import type { Questionnaire } from './types.ts'

/** Pupil satisfaction survey for primary education. Five-point scale: 2.25·x − 1.25. */
export const ltoPo = {
  id: 'LTO-PO',
  name: 'Leerlingtevredenheidsonderzoek primair onderwijs',
  publisher: 'Vensters',
  family: 'LTO',
  wholeSchool: true,
  scale: { lowest: 1, highest: 5, tenPoint: { factor: 9, offset: -5, divisor: 4 } },
  schoolYears: { from: '2016-2017' },
  indicators: [
    {
      id: 'safety',
      name: 'Veiligheidsbeleving',
      questions: [
        { id: 'V1', text: 'Voel je je veilig in de klas?' },
        { id: 'V2', text: 'Voel je je veilig op het schoolplein?' },
        { id: 'V3', text: 'Helpt de juf of meester je als je je niet veilig voelt?' },
      ],
    },
    {
      id: 'harm',
      name: 'Aantasting',
      questions: [
        { id: 'A1', text: 'Hoe vaak word je op school gepest?' },
        { id: 'A2', text: 'Hoe vaak word je gepest op je telefoon, tablet of computer?' },
        { id: 'A3', text: 'Hoe vaak schelden andere kinderen je uit?' },
        { id: 'A4', text: 'Hoe vaak doen andere kinderen je expres pijn?' },
      ],
    },
    {
      id: 'wellbeing',
      name: 'Welbevinden',
      questions: [
        { id: 'W1', text: 'Vind je het fijn op school?' },
        { id: 'W2', text: 'Heb je het leuk met de kinderen in je klas?' },
        { id: 'W3', text: 'Kun je op school zijn wie je bent?' },
      ],
    },
  ],
} as const satisfies Questionnaire
