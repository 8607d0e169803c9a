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

/** Told at the first step. */
export const statedAnew: Notice = {
  tone: 'warning',
  heading: 'Vraag het bestuur opnieuw om toestemming',
  text: 'De toestemming is ingetrokken nadat u uw verklaringen aanvinkte. Geef ze daarom opnieuw: hier en bij stap 5. Uw andere antwoorden zijn bewaard.',
}
