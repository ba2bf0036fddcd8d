// `npm run plan`: install and build as far as it is needed, then plan.
import { enter } from './enter.mjs';

enter(() => import('./start-tool.mjs').then((module) => module.startPlan));
