// All checks, in the order in which they run. In: nothing. Out: the list.
// Invariant: each has a `name` and a `run({ kits, world, browser, report })`.

import * as axe from '../checks/axe.mjs';
import * as engines from '../checks/engines.mjs';
import * as exit from '../checks/exit.mjs';
import * as files from '../checks/files.mjs';
import * as hosting from '../checks/hosting.mjs';
import * as html from '../checks/html.mjs';
import * as keyboard from '../checks/keyboard.mjs';
import * as links from '../checks/links.mjs';
import * as messages from '../checks/messages.mjs';
import * as noscript from '../checks/noscript.mjs';
import * as privacy from '../checks/privacy.mjs';
import * as reflow from '../checks/reflow.mjs';
import * as touch from '../checks/touch.mjs';
import * as weight from '../checks/weight.mjs';

export const CHECKS = [html, messages, links, files, weight, privacy, reflow, touch, keyboard, noscript, exit, engines, hosting, axe];
