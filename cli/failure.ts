/** Something is wrong, or was refused: told without a stack (exit code 1). */
export class Failure extends Error {}

/** An option or argument is missing or wrong (exit code 2). */
export class Misuse extends Error {}
