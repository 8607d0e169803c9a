import type { Terms } from './shapes.ts'

interface Changes extends Partial<Omit<Terms, 'conduct'>> {
  conduct?: Partial<Terms['conduct']>
}

/** The body of a save that is accepted, but for what a test changes in it. */
export const terms = ({ conduct, ...changes }: Changes = {}): Terms => ({
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: '2027-07-01',
  ...changes,
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4, alle onderwijssoorten.',
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
    ...conduct,
  },
})
