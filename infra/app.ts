import { App } from 'aws-cdk-lib'
import { addStages } from './stacks/stages.ts'

addStages(new App())
