// `npm start`: install, build and run the quickstart, each only as far as it is needed.
import { enter } from './enter.mjs';

enter(() => import('./start-app.mjs').then((module) => module.startApp));
