import type { Questionnaire } from './types.ts'

/** Pupil satisfaction survey for secondary education. Five-point scale: 2.25·x − 1.25. */
export const ltoVo = {
  id: 'LTO-VO',
  name: 'Leerlingtevredenheidsonderzoek voortgezet onderwijs',
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
        { id: 'V1', text: 'Voel je je veilig in de les?' },
        { id: 'V2', text: 'Voel je je veilig in het schoolgebouw en op het schoolplein?' },
        { id: 'V3', text: 'Voel je je veilig op weg van en naar school?' },
      ],
    },
    {
      id: 'harm',
      name: 'Aantasting',
      questions: [
        { id: 'A1', text: 'Hoe vaak ben je dit schooljaar op school gepest?' },
        { id: 'A2', text: 'Hoe vaak ben je dit schooljaar online gepest door leerlingen van school?' },
        { id: 'A3', text: 'Hoe vaak ben je dit schooljaar op school uitgescholden of bedreigd?' },
        { id: 'A4', text: 'Hoe vaak heeft iemand je dit schooljaar op school expres pijn gedaan?' },
        {
          id: 'A5',
          text: 'Hoe vaak zijn dit schooljaar op school spullen van je gestolen of expres vernield?',
        },
      ],
    },
    {
      id: 'wellbeing',
      name: 'Welbevinden',
      questions: [
        { id: 'W1', text: 'Ga je met plezier naar school?' },
        { id: 'W2', text: 'Voel je je op je gemak bij de leerlingen in je klas?' },
        { id: 'W3', text: 'Kun je op school jezelf zijn?' },
      ],
    },
  ],
} as const satisfies Questionnaire
