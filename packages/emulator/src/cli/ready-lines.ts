import type { Emulator } from '../start-emulator.js';

/**
 * What the command prints once clients can connect: one line of JSON, which is all that a program needs; for a person at a terminal,
 * what to give to each SDK on top.
 */
export const readyLines = (
  { origin, credentials }: Pick<Emulator, 'origin' | 'credentials'>,
  isForPeople: boolean,
): readonly string[] => {
  const { configFile, profile } = credentials ?? {};
  const ready = JSON.stringify({ origin, configFile, profile });
  return isForPeople
    ? [ready, ...sdkLines(origin, configFile ?? '~/.oci/config', profile ?? 'DEFAULT')]
    : [ready];
};

const sdkLines = (origin: string, file: string, profile: string): readonly string[] => [
  '',
  'OCI Queue is emulated here until Ctrl-C. Give any SDK of Oracle this config file, profile and endpoint:',
  `  CLI         oci queue queue-admin queue list --endpoint ${origin} --config-file ${file} --profile ${profile} --compartment-id ocid1.compartment.oc1..any`,
  `  TypeScript  new QueueClient({ authenticationDetailsProvider: new ConfigFileAuthenticationDetailsProvider('${file}', '${profile}') }); client.endpoint = '${origin}'`,
  `  Python      oci.queue.QueueClient(oci.config.from_file('${file}', '${profile}'), service_endpoint='${origin}')`,
  `  Java        QueueClient.builder().endpoint("${origin}").build(new ConfigFileAuthenticationDetailsProvider("${file}", "${profile}"))`,
  `  Go          provider := common.CustomProfileConfigProvider("${file}", "${profile}"); queue.NewQueueClientWithConfigurationProvider(provider, "${origin}")`,
  `  curl        curl ${origin}/_emulator/queues`,
];
