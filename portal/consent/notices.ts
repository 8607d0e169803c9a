import type { Notice } from '../visit.ts'

export const saved: Notice = {
  tone: 'good',
  heading: 'De toestemming is opgeslagen',
  text: 'De gebruikersbeheerders van het bestuur krijgen bericht per e-mail.',
}

export const otherKept: Notice = {
  tone: 'good',
  heading: 'Uw antwoorden zijn gewist',
  text: 'Hieronder ziet u wat er is opgeslagen.',
}
