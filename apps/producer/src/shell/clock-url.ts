import { checkedUrl } from './checked-url.js';

export const clockUrlOf = (value: string): string =>
  checkedUrl('--clock', value, 'the origin of the emulator: http://127.0.0.1:61700').href;
