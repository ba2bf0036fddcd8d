import type { Emulator } from '../start-emulator.js';
import type { StompAccess } from '../stomp/stomp-options.js';

/**
 * What the command prints once clients can connect: one line of JSON, which is all that a program needs; for a person at a terminal,
 * what to give to each SDK on top.
 */
export const readyLines = (
  { origin, credentials, stomp }: Pick<Emulator, 'origin' | 'credentials' | 'stomp'>,
  isForPeople: boolean,
): readonly string[] => {
  const { configFile, profile } = credentials ?? {};
  const ready = JSON.stringify({ origin, configFile, profile, stomp });
  if (!isForPeople) return [ready];
  const sdks = sdkLines(origin, configFile ?? '~/.oci/config', profile ?? 'DEFAULT');
  return stomp ? [ready, ...sdks, stompLine(stomp)] : [ready, ...sdks];
};

const stompLine = ({ host, port, tlsPort, login = 'any', tokenFile }: StompAccess): string => {
  const places = [port && `${host}:${port}`, tlsPort && `${host}:${tlsPort} with TLS`].filter(Boolean);
  const passcode = tokenFile ? `base64 of the token in ${tokenFile}` : 'any';
  return `  STOMP       ${places.join(', ')}; login ${login}, passcode ${passcode}`;
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
