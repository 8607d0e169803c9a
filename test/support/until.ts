import { setTimeout as wait } from 'node:timers/promises'

const EVERY_MILLISECONDS = 250

/** Asks until the answer is as hoped; throws with the last one where it is not so for as many seconds. */
export const until = async <Answer>(
  ask: () => Promise<Answer>,
  isAsHoped: (answer: Answer) => boolean,
  seconds = 30,
): Promise<Answer> => {
  let answer = await ask()
  for (let waited = 0; !isAsHoped(answer); waited += EVERY_MILLISECONDS) {
    if (waited >= seconds * 1000) throw new Error(`after ${seconds} s it is still ${JSON.stringify(answer)}`)
    await wait(EVERY_MILLISECONDS)
    answer = await ask()
  }
  return answer
}
