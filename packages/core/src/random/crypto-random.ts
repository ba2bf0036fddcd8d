import { randomInt } from 'node:crypto';
import type { RandomSource } from '../contracts/random.js';

const STEPS = 2 ** 47;

/** The random source of production: not repeatable, and good enough for identities. */
export const cryptoRandom: RandomSource = () => randomInt(STEPS) / STEPS;
