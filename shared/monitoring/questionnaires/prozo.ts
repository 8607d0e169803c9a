import type { Questionnaire } from './types.ts'

/** Survey of practical education (praktijkonderwijs). Four-point scale: 3·x − 2. */
export const prozo = {
  id: 'PROZO',
  name: 'ProZO! leerlingenquête',
  publisher: 'Sectorraad Praktijkonderwijs',
  family: 'PROZO',
  wholeSchool: false,
  scale: { lowest: 1, highest: 4, tenPoint: { factor: 3, offset: -2, divisor: 1 } },
  schoolYears: { from: '2016-2017' },
  indicators: [
    {
      id: 'safety',
      name: 'Veiligheidsbeleving',
      questions: [
        { id: 'V1', text: 'Ik voel me veilig in de klas.' },
        { id: 'V2', text: 'Ik voel me veilig in de rest van de school.' },
        { id: 'V3', text: 'Ik voel me veilig op weg van en naar school.' },
      ],
    },
    {
      id: 'harm',
      name: 'Aantasting',
      questions: [
        { id: 'A1', text: 'Ik word op school niet gepest.' },
        { id: 'A2', text: 'Ik word online niet gepest door leerlingen van school.' },
        { id: 'A3', text: 'Ik word op school niet uitgescholden of bedreigd.' },
        { id: 'A4', text: 'Niemand op school doet mij expres pijn.' },
        { id: 'A5', text: 'Niemand op school steelt mijn spullen of maakt ze expres kapot.' },
      ],
    },
    {
      id: 'wellbeing',
      name: 'Welbevinden',
      questions: [
        { id: 'W1', text: 'Ik ga met plezier naar school.' },
        { id: 'W2', text: 'Ik hoor erbij in mijn klas.' },
        { id: 'W3', text: 'Ik kan op school mezelf zijn.' },
      ],
    },
  ],
} as const satisfies Questionnaire
