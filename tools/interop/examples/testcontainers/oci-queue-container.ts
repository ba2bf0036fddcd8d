import { Region, SimpleAuthenticationDetailsProvider } from 'oci-common';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';

const PORT = 8010;
const STATE = '/var/lib/snoozeq';

/** Starts the emulator; `stop()` the container at the end. */
export const startOciQueue = async (image = 'snoozeq/emulator') => {
  const container = await new GenericContainer(image)
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/_emulator/clock', PORT))
    .start();
  const endpoint = `http://${container.getHost()}:${container.getMappedPort(PORT)}`;
  return { container, endpoint, authenticationDetailsProvider: await providerOf(container) };
};

/** Signs with the key that is in the container. */
const providerOf = async (container: StartedTestContainer) => {
  const read = async (file: string) => (await container.exec(['cat', `${STATE}/${file}`])).output;
  const config = await read('config');
  const field = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(config)?.[1] ?? '';
  return new SimpleAuthenticationDetailsProvider(
    field('tenancy'),
    field('user'),
    field('fingerprint'),
    await read('api-key.pem'),
    null,
    Region.fromRegionId(field('region')),
  );
};
