import { thresholdInWords } from '../../shared/monitoring/threshold.ts'
import type { StepNumber } from '../address.ts'
import { sentences } from '../wording.ts'

/** The steps as the manual numbers and names them. */
export const stepNames: Readonly<Record<StepNumber, string>> = {
  1: 'Akkoord bevoegd gezag',
  2: 'Rapport bekijken of downloaden',
  3: 'Doorleverniveau',
  4: 'Doorleverdatum',
  5: 'Vragen over de afname',
  6: 'Afronding',
}

/** To who works at a school, and to who works at its board. */
const agreement: Readonly<Record<'school' | 'board', string>> = {
  school: sentences(
    'Overleg daarom eerst met uw bestuur: wil het dat de gegevens worden geleverd? Op welk niveau, en wanneer?',
    'Heeft uw bestuur nog geen toestemming gegeven? Ga dan terug naar het overzicht.',
    'Daar kunt u het rapport alvast bekijken en aan uw bestuur voorleggen.',
  ),
  board: 'Overleg daarom eerst in uw bestuur, en met de school: op welk niveau wilt u leveren, en wanneer?',
}

/** What somebody should know at each step, paragraph by paragraph: of a school with a choice of levels, or with one alone. */
export const explanationsFor = (
  hasChoice: boolean,
  role: keyof typeof agreement,
): Readonly<Record<StepNumber, readonly string[]>> => ({
  1: [
    'De gegevens van de school gaan alleen naar de inspectie als het bevoegd gezag (het bestuur) dat goed vindt.',
    agreement[role],
    'Wat u invult, blijft in deze browser bewaard totdat u opslaat of afmeldt.',
  ],
  2: [
    sentences(
      hasChoice
        ? 'Er is een rapport voor elk niveau waarop u kunt leveren. De inspectie ontvangt er één: op het niveau dat u bij stap 3 kiest.'
        : 'Dit rapport ontvangt de inspectie.',
      'Bekijk of download het rapport, en ga na of het klopt.',
    ),
    sentences(
      'In het rapport staat nooit iets over één leerling of over een leerjaar.',
      `Ook een groep waarin minder dan ${thresholdInWords} leerlingen de vragenlijst invulden, staat er niet in.`,
    ),
  ],
  3: hasChoice
    ? [
        sentences(
          'Was uw doel vooraf om de school als geheel te analyseren? Kies dan schoolniveau.',
          'Was uw doel om elke onderwijssoort apart te analyseren? Kies dan onderwijssoortniveau.',
        ),
        'De inspectie krijgt de cijfers en de respons alleen op het niveau dat u kiest.',
      ]
    : ['U hoeft hier niets te kiezen.'],
  4: [
    sentences(
      'Op deze dag gaan de gegevens naar de inspectie.',
      'Tot en met de dag ervoor kunt u de toestemming nog wijzigen of intrekken. Daarna niet meer.',
    ),
  ],
  5: [
    'De inspectie wil weten bij welke leerlingen u de vragenlijst heeft afgenomen, en hoe dat ging. Uw antwoorden worden met het rapport geleverd.',
  ],
  6: ['Lees nog eens na wat u heeft ingevuld. Klopt alles? Sla de toestemming dan op.'],
})

const purpose =
  'Scholen onderzoeken elk jaar hoe veilig hun leerlingen zich voelen. De inspectie ziet daarop toe.'

/** What the module is for, to who has not used it yet: `mayGive` is whether that can be done now. */
export const introduction = (mayGive: boolean): readonly string[] => [
  sentences(
    purpose,
    'Hier kunt u de resultaten van de school laten leveren aan de Inspectie van het Onderwijs.',
  ),
  sentences(
    'Dat gebeurt alleen als het bestuur toestemming geeft en u dat hier vastlegt.',
    ...(mayGive ? ['U doet dat in zes stappen. Het kost ongeveer tien minuten.'] : []),
  ),
]

/** The same to who only reads. */
export const introductionToReader: readonly string[] = [
  purpose,
  'De resultaten van een school worden alleen geleverd als het bestuur toestemming geeft, en de school of het bestuur dat hier vastlegt.',
]
