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
      ...{ queueId: QUEUE, endpoint: `${CELL}/`, credentials: {}, input: '-' },
      adminEndpoint: 'https://messaging.eu-frankfurt-1.oci.oraclecloud.com/',
      ...{ strategy: 'hold', stamp: 'properties', skipInvalid: false, json: false, quiet: false },
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
      ...{
        adminEndpoint: 'http://127.0.0.1:2/',
        clockUrl: 'http://127.0.0.1:1/',
        fromMs: Date.UTC(2026, 10, 23),
      },
      ...{ credentials: { configFile: 'c', profile: 'P' }, skipInvalid: true, json: true, quiet: true },
    });
  });

  test('settings are asked at the same address where there are no cells', () => {
    expect(optionsOf('--queue', QUEUE, '--endpoint', 'http://127.0.0.1:61700', '-').adminEndpoint).toBe(
      'http://127.0.0.1:61700/',
    );
  });
});

describe('mistakes are one line with the remedy', () => {
  test.each([
    ['no queue', ['--endpoint', CELL, '-'], /--queue <OCID>' not specified.*--help/],
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
