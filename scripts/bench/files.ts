import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ImportKind } from '../../shared/ingestion/ports.ts'
import { surveyFiles } from '../survey/files.ts'
import { type PlannedSchool, planSurvey, type SurveyOptions } from '../survey/plan.ts'

/** An import file on disk. */
export interface WrittenFile {
  kind: ImportKind
  rows: number
  path: string
}

export interface WrittenSurvey {
  schools: readonly PlannedSchool[]
  /** In the order in which one needs the other. */
  files: readonly WrittenFile[]
}

/**
 * Writes all import files of a made-up survey, of one questionnaire, so that its respondents are in one file.
 */
export const writeSurvey = async (
  folder: string,
  options: Omit<SurveyOptions, 'questionnaire'>,
): Promise<WrittenSurvey> => {
  const schools = planSurvey({ ...options, questionnaire: 'LTO-VO' })
  const files: WrittenFile[] = []
  await mkdir(folder, { recursive: true })
  for (const file of surveyFiles(schools, options.seed)) {
    const path = join(folder, file.name)
    await pipeline(file.text(), createWriteStream(path))
    files.push({ kind: file.kind, rows: file.rows, path })
  }
  return { schools, files }
}
