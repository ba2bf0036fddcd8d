// Reads the JSON report of the main job from stdin and ends with code 1 unless nothing was early and nothing lost.
import { text } from 'node:stream/consumers';
import { jobFaults } from './job-faults.mjs';

const faults = jobFaults(await text(process.stdin));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
