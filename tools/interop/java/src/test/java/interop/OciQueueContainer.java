package interop;

import com.oracle.bmc.auth.AuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.StringPrivateKeySupplier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The emulator in a container, for tests. */
public final class OciQueueContainer extends GenericContainer<OciQueueContainer> {
    private static final int PORT = 8010;
    private static final String STATE = "/var/lib/snoozeq/";

    public OciQueueContainer() {
        super(DockerImageName.parse("snoozeq/emulator"));
        withExposedPorts(PORT);
        waitingFor(Wait.forHttp("/_emulator/clock").forPort(PORT));
    }

    public String endpoint() {
        return "http://" + getHost() + ":" + getMappedPort(PORT);
    }

    /** Signs with the key that is in the container. */
    public AuthenticationDetailsProvider profile() {
        Properties config = copyFileFromContainer(STATE + "config", OciQueueContainer::properties);
        String key = copyFileFromContainer(STATE + "api-key.pem", OciQueueContainer::text);
        return SimpleAuthenticationDetailsProvider.builder()
            .tenantId(config.getProperty("tenancy"))
            .userId(config.getProperty("user"))
            .fingerprint(config.getProperty("fingerprint"))
            .privateKeySupplier(new StringPrivateKeySupplier(key))
            .build();
    }

    private static Properties properties(InputStream stream) throws IOException {
        Properties properties = new Properties();
        properties.load(stream);
        return properties;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
