import { Argument, type Command, InvalidArgumentError } from '@commander-js/extra-typings'
import { isSchoolId } from '../../shared/directory/identifiers.ts'
import { questionnaireIds } from '../../shared/monitoring/questionnaires/index.ts'
import { answered } from '../api.ts'
import { apiCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { schoolYear } from './calendar.ts'

export const addResults = (program: Command, shell: Shell): void => {
  const results = program.command('results').description('What was imported of surveys') as Command
  apiCommand(results, 'take-back', 'Take back results that were imported by mistake')
    .argument('<schoolId>', 'such as 99AA00', schoolId)
    .argument('<schoolYear>', 'such as 2026-2027', schoolYear)
    .addArgument(new Argument('<questionnaire>', 'whose results they are').choices(questionnaireIds))
    .action(async (schoolId, schoolYear, questionnaire, options) => {
      const path = { schoolId, schoolYear, questionnaire }
      const api = await shell.api(options)
      await answered(
        api.DELETE('/schools/{schoolId}/monitorings/{schoolYear}/results/{questionnaire}', {
          params: { path },
        }),
      )
      const text = `The ${questionnaire} results of ${schoolId} in ${schoolYear} are gone.`
      shell.show(options, { data: path, text, ok: true })
    })
}

const schoolId = (text: string): string => {
  if (!isSchoolId(text)) throw new InvalidArgumentError('Expected the code of a location, such as 99AA00.')
  return text
}
