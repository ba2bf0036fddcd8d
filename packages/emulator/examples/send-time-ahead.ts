import { startEmulator } from '@snoozeq/emulator';
import { clockControl } from '@snoozeq/wire-clock';

const emulator = await startEmulator({ auth: 'off' });
const clock = clockControl(emulator.origin);

const { nowMs } = await clock.freeze();
await clock.advance('P3DT4H');
const { movedMs, now } = await clock.set(nowMs + 7 * 86_400_000);
console.log(`it is ${now}, after another ${movedMs / 3_600_000} hours`);

await emulator.close();
