import type { Level } from '../../../shared/monitoring/report.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { file, importDesk } from '../ingestion/import-desk.ts'
import { type Renderings, renderingsOf } from './renderings.ts'
import { type Survey, schoolIds, subjectOf, year } from './respondents.ts'

type Desk = Awaited<ReturnType<typeof importDesk>>

/** What is rendered after each import, when these files are imported one after the other. */
export const renderedAfterEach = async (
  surveys: readonly Survey[],
  level: Level,
): Promise<readonly Renderings[]> => {
  const desk = await importDesk()
  const all: Renderings[] = []
  for (const survey of surveys) {
    await bringPupils(desk, survey)
    await bringRespondents(desk, survey)
    const { schoolId, ...subject } = subjectOf(survey)
    const report = reportOf({ schoolId, ...subject }, await desk.store.read(schoolId, year), level)
    if (report === undefined) throw new Error('expected a report')
    all.push(renderingsOf(report))
  }
  return all
}

const bringRespondents = (desk: Desk, { questionnaire, respondents }: Survey): Promise<void> => {
  const first = [schoolIds[questionnaire], year, questionnaire]
  const rows = respondents.map(({ educationType, answers }) =>
    [...first, educationType, 1, ...answers].join(';'),
  )
  const kind = questionnaire === 'LTO-PO' ? 'respondentsPo' : 'respondents'
  return bring(desk, 'respondents', file(kind, ...rows))
}

const bringPupils = async (desk: Desk, { questionnaire, pupils }: Survey): Promise<void> => {
  const rows = Object.entries(pupils ?? {}).map(told => [schoolIds[questionnaire], year, ...told].join(';'))
  if (rows.length > 0) await bring(desk, 'pupils', file('pupils', ...rows))
}

const bring = async (desk: Desk, kind: 'respondents' | 'pupils', content: string): Promise<void> => {
  const { status, errors } = await desk.bring(kind, content)
  if (status !== 'applied') throw new Error(`${kind} were ${status}: ${JSON.stringify(errors)}`)
}
