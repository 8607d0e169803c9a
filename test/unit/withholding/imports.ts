import type { Level } from '../../../shared/monitoring/level.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { file, importDesk } from '../ingestion/import-desk.ts'
import { type Renderings, renderingsOf } from './renderings.ts'
import { isOf, type Survey, schoolIdOf, subjectOf, year } from './respondents.ts'

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

/** A file for each questionnaire. */
const bringRespondents = async (desk: Desk, survey: Survey): Promise<void> => {
  for (const questionnaire of survey.questionnaires) {
    const rows = survey.respondents
      .filter(isOf(questionnaire))
      .map(({ educationType, answers }) =>
        [schoolIdOf(survey), year, questionnaire, educationType, 1, ...answers].join(';'),
      )
    const kind = questionnaire === 'LTO-PO' ? 'respondentsPo' : 'respondents'
    await bring(desk, 'respondents', file(kind, ...rows))
  }
}

const bringPupils = async (desk: Desk, survey: Survey): Promise<void> => {
  const rows = Object.entries(survey.pupils ?? {}).map(told => [schoolIdOf(survey), year, ...told].join(';'))
  if (rows.length > 0) await bring(desk, 'pupils', file('pupils', ...rows))
}

const bring = async (desk: Desk, kind: 'respondents' | 'pupils', content: string): Promise<void> => {
  const { status, errors } = await desk.bring(kind, content)
  if (status !== 'applied') throw new Error(`${kind} were ${status}: ${JSON.stringify(errors)}`)
}
