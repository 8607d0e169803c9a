import fc from 'fast-check'

// A mutant has to be killed every time, not by luck.
fc.configureGlobal({ seed: 1 })
