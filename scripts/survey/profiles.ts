import type { EducationType, Sector } from '../../shared/directory/education.ts'
import type { QuestionnaireId } from '../../shared/monitoring/questionnaires/index.ts'

/** A sort of school: how common it is, how large, and how its respondents are spread. */
export interface Profile {
  sector: Sector
  questionnaire: QuestionnaireId
  /** How common it is, in a thousand schools. */
  weight: number
  /** Respondents beside those of other sorts, on average. */
  size: number
  /** Shares of the education types. */
  types: Readonly<Partial<Record<EducationType, number>>>
  /** Lowest and highest grade that is surveyed. */
  grades: readonly [number, number]
}

const vo = { sector: 'VO', questionnaire: 'LTO-VO' } as const
const po = { sector: 'PO', questionnaire: 'LTO-PO', grades: [6, 8] } as const
const vmbo = { 'VMBO-B': 2, 'VMBO-K': 3, 'VMBO-GT': 4 } as const

/**
 * About how Dutch schools are spread (DUO's open data on pupils, in round numbers); three in four that deliver are in
 * secondary education.
 */
export const profiles: readonly [Profile, ...Profile[]] = [
  { ...vo, weight: 216, size: 5, grades: [1, 5], types: { ...vmbo, HAVO: 6, VWO: 5 } },
  { ...vo, weight: 144, size: 4, grades: [1, 6], types: { BRUG: 4, HAVO: 5, VWO: 6 } },
  { ...vo, weight: 144, size: 3, grades: [1, 4], types: { BRUG: 2, ...vmbo } },
  { ...vo, weight: 72, size: 3, grades: [1, 4], types: { 'VMBO-GT': 5, HAVO: 2 } },
  { ...vo, weight: 43, size: 3, grades: [1, 6], types: { VWO: 1 } },
  { ...vo, weight: 36, size: 3, grades: [1, 6], types: { HAVO: 6, VWO: 6, IB: 1 } },
  { ...vo, weight: 29, size: 2, grades: [1, 4], types: { VMBO: 4, PRO: 1 } },
  { ...vo, weight: 7, size: 2, grades: [1, 6], types: { ES: 3, IB: 1 } },
  { ...vo, sector: 'VSO', weight: 29, size: 0.6, grades: [1, 5], types: { VSO: 1 } },
  { ...po, weight: 180, size: 0.8, types: { BO: 1 } },
  { ...po, weight: 8, size: 0.5, types: { SBO: 1 } },
  { ...po, weight: 4, size: 0.9, types: { BO: 30, SBO: 1 } },
  { ...po, sector: 'SO', weight: 8, size: 0.4, types: { SO: 1 } },
  { ...vo, questionnaire: 'PROZO', weight: 80, size: 1, grades: [1, 5], types: { PRO: 1 } },
]

type Words = readonly [string, ...string[]]
const words = (text: string): Words => text.split(' ') as [string, ...string[]]

export const schoolWords: Readonly<Record<Sector, Words>> = {
  VO: words('College Lyceum Scholengemeenschap Vakcollege Atheneum'),
  PO: words('Basisschool Daltonschool Montessorischool Vrijeschool Jenaplanschool'),
  SO: ['School voor speciaal onderwijs'],
  VSO: ['School voor voortgezet speciaal onderwijs'],
}
export const placeNames = words(
  'Ahornlaan Beekdal Boomgaard Brugplein Dijkzicht Duinrand Eikenhorst Havenkwartier Heidestein ' +
    'Hofvijver IJsselpoort Kastanjehof Klaverveld Kompas Lindenhage Maasoever Meerwijk Molenwiek ' +
    'Noorderlicht Oosterhout Polderblik Regenboog Rietveld Singel Sluisplein Spoorzicht Tuinwijk Vaart ' +
    'Veldzicht Vlinderhof Waterlelie Westerkim Wilgenrijk Zandpad Zonnewijzer Zuiderpark',
)
export const cities = words(
  'Alkmaar Almere Amersfoort Amsterdam Apeldoorn Arnhem Assen Breda Delft Deventer Dordrecht Ede ' +
    'Eindhoven Emmen Enschede Goes Gouda Groningen Haarlem Heerlen Helmond Hengelo Hilversum Hoorn ' +
    'Leeuwarden Leiden Lelystad Maastricht Meppel Middelburg Nijmegen Roermond Rotterdam Sneek Terneuzen ' +
    'Tilburg Utrecht Venlo Weert Zaandam Zeist Zutphen Zwolle',
)
export const firstNames = words(
  'Anna Bram Charlotte Daan Emma Fatima Gijs Hanneke Ibrahim Jasmijn Karim Lotte Maarten Noor Omar ' +
    'Pieter Quinten Roos Sanne Teun Ursula Vera Wouter Xander Yara Zoë',
)
export const lastNames = words(
  'Aydin Bakker Boersma Bos Dekker Dijkstra Driessen Haddad Hendriks Hoekstra Jansen Koster Kuipers ' +
    'Maas Martens Mulder Öztürk Peters Postma Smit Timmermans Veenstra Visser Vos Willems Yilmaz',
)
