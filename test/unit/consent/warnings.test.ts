import { expect, it } from 'vitest'
import { warningsOf } from '../../../shared/consent/warnings.ts'
import {
  changed,
  digestOf,
  endingIn,
  given,
  headAfter,
  otherResults,
  phases,
  resultsChanged,
  smallGroupsOnly,
} from '../../support/builders.ts'

const [empty, other] = [digestOf(smallGroupsOnly), digestOf(otherResults)]

it.each([
  ['of nothing where its figures are those it was saved for', [given()], []],
  ['of figures that came after it', [given(), resultsChanged(other)], ['results-changed']],
  ['of nothing once it is saved again', [given(), resultsChanged(other), changed()], []],
  ['of no group that is left', [given({ reportDigest: empty })], ['delivers-nothing']],
  ['of both', [given(), resultsChanged(empty)], ['results-changed', 'delivers-nothing']],
  [
    'of a level that became impossible',
    [given(), resultsChanged(null)],
    ['results-changed', 'delivers-nothing'],
  ],
] as const)('a consent in force warns %s', (_, events, expected) => {
  const [first, ...more] = events
  expect(warningsOf(headAfter(first, ...more))).toEqual(expected)
})

it.each(phases.filter(phase => phase !== 'given'))('warns of nothing once it is %s', phase => {
  const [first, ...more] = endingIn[phase]
  expect(warningsOf(headAfter(first, ...more))).toEqual([])
})
