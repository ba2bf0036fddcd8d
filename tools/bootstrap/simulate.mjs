// `npm run simulate`: install and build as far as it is needed, then simulate.
import { enter } from './enter.mjs';

enter(() => import('./start-tool.mjs').then((module) => module.startSimulation));
