import { root } from '../setup/root.mjs';
import { startChild } from './child.mjs';
import { freePort } from './port.mjs';
import { untilAnswers } from './until-answers.mjs';
