import { describe, expect, it } from 'vitest'
import { campaign } from './campaign.ts'
import { plantedBugs } from './planted/bugs/index.ts'

describe('planted bugs', () => {
  it.each([
    'a version is not looked at',
    'the date itself is still open',
    'it is sent before it is claimed',
    'a mail is not claimed',
  ])(
    'are found: %s',
    async name => {
      const { edits } = plantedBugs.find(bug => bug.name === name)!
      const { findings } = await campaign({ seed: 1, histories: 500, workers: 1, edits, stopsAtFirst: true })
      expect(findings).toHaveLength(1)
    },
    60_000,
  )
})
