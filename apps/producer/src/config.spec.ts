import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from './command-line.js';
import { producerOptions } from './config.js';

const QUEUE = 'ocid1.queue.oc1.emulator.abc';
const CELL = 'https://cell-1.queue.messaging.eu-frankfurt-1.oci.oraclecloud.com';
const optionsOf = (...args: string[]) => {
  const commandLine = readCommandLine(args, () => undefined);
  if (!commandLine) throw new Error('help');
  return producerOptions(commandLine);
};
const required = ['--queue', QUEUE, '--endpoint', CELL];

describe('options', () => {
  test('the least that is needed', () => {
    expect(optionsOf(...required, '-')).toEqual({
      place: {
        ...{ transport: 'oci', queueId: QUEUE, endpoint: `${CELL}/`, credentials: {} },
        adminEndpoint: 'https://messaging.eu-frankfurt-1.oci.oraclecloud.com/',
      },
      ...{ strategy: 'hold', skipInvalid: false, json: false, quiet: false, input: '-' },
    });
  });

  test('all of them', () => {
    const files = [
      '--report',
      'r.json',
      '--published',
      'p.ndjson',
      '--journal',
      'j',
      '--config',
      'c',
      '--profile',
      'P',
    ];
    const more = [
      '--from',
      '2026-11-23T00:00:00Z',
      '--skip-invalid',
      '--json',
      '--quiet',
      '--clock',
      'http://127.0.0.1:1',
    ];
    expect(
      optionsOf('in.ndjson', ...required, '--admin-endpoint', 'http://127.0.0.1:2', ...files, ...more),
    ).toMatchObject({
      ...{ input: 'in.ndjson', reportPath: 'r.json', publishedPath: 'p.ndjson', journalFolder: 'j' },
      place: { adminEndpoint: 'http://127.0.0.1:2/', credentials: { configFile: 'c', profile: 'P' } },
      ...{ clockUrl: 'http://127.0.0.1:1/', fromMs: Date.UTC(2026, 10, 23) },
      ...{ skipInvalid: true, json: true, quiet: true },
    });
  });

  test('settings are asked at the same address where there are no cells', () => {
    const { place } = optionsOf('--queue', QUEUE, '--endpoint', 'http://127.0.0.1:61700', '-');
    expect(place).toMatchObject({ adminEndpoint: 'http://127.0.0.1:61700/' });
  });

  test('the queue itself names its endpoint where only the region is given', () => {
    const { place } = optionsOf('--queue', QUEUE, '--admin-endpoint', 'http://127.0.0.1:61700', '-');
    expect(place).not.toHaveProperty('endpoint');
  });

  test('a queue in memory needs nothing; a sender to hybrid consumers needs no STOMP', () => {
    expect(optionsOf('--transport', 'memory', '-').place).toEqual({ transport: 'memory' });
    expect(optionsOf(...required, '--transport', 'hybrid', '-').place).toMatchObject({ transport: 'hybrid' });
  });
});

describe('mistakes are one line with the remedy', () => {
  test.each([
    ['no queue', ['--endpoint', CELL, '-'], /--queue is missing.*OCID/],
    ['no endpoint', ['--queue', QUEUE, '-'], /--endpoint is missing.*messagesEndpoint/],
    ['a queue for one in memory', ['--queue', QUEUE, '--transport', 'memory', '-'], /but --queue is for one/],
    [
      'an endpoint for one in memory',
      ['--admin-endpoint', CELL, '--transport', 'memory', '-'],
      /but --admin-endpoint is for one/,
    ],
    ['STOMP somewhere', [...required, '--transport', 'stomp', '-'], /--transport stomp takes --stomp/],
    [
      'an unknown transport',
      [...required, '--transport', 'carrier-pigeon', '-'],
      /memory, oci, stomp, hybrid/,
    ],
    ['no input', required, /missing required argument.*--help/],
    ['two inputs', [...required, 'a', 'b'], /too many arguments.*--help/],
    [
      'an unknown option',
      [...required, '--form', 'x', '-'],
      /unknown option '--form'.*Did you mean --from.*--help/,
    ],
    ['an option without its value', [...required, '-', '--report'], /argument missing.*--help/],
    [
      'a name for an OCID',
      ['--queue', 'reminders', '--endpoint', CELL, '-'],
      /--queue "reminders" is not the OCID.*Copy it/,
    ],
    [
      'no URL',
      ['--queue', QUEUE, '--endpoint', 'localhost', '-'],
      /--endpoint is not an http or https URL.*Give/,
    ],
    [
      'a password in a URL',
      [...required, '--admin-endpoint', 'http://u:s3cret@host', '-'],
      /--admin-endpoint is not.*without a user/,
    ],
    ['a clock that is no URL', [...required, '--clock', 'emulator', '-'], /--clock is not.*Give/],
    [
      'a start without offset',
      [...required, '--from', '2026-11-23T00:00:00', '-'],
      /--from .* is not RFC 3339.*Write it like/,
    ],
    [
      'a report over the input',
      [...required, '--report', './a', 'a'],
      /--report .* is the input as well. Name another/,
    ],
    [
      'two outputs in one file',
      [...required, '--report', 'b', '--published', 'b', 'a'],
      /--published b is --report as well/,
    ],
  ])('%s', (_name, args, text) => {
    const attempt = () => optionsOf(...args);
    expect(attempt).toThrow(text);
    expect(attempt).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/^(?!.*s3cret).*$/) }),
    );
  });

  test('help is written and is not a mistake', () => {
    let help = '';
    expect(readCommandLine(['--help'], (text) => (help += text))).toBeUndefined();
    expect(help).toMatch(/--skip-invalid[^]*Exit codes/);
  });
});
