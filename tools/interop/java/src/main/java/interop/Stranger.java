package interop;

import static interop.Report.refused;

import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.StringPrivateKeySupplier;
import com.oracle.bmc.queue.QueueClient;
import com.oracle.bmc.queue.requests.GetStatsRequest;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A client with the names of the profile and a key of its own, which must be turned away. */
record Stranger(ConfigFileAuthenticationDetailsProvider profile, String endpoint) {
    void exercise(String queueId) throws GeneralSecurityException {
        var provider = SimpleAuthenticationDetailsProvider.builder()
            .tenantId(profile.getTenantId())
            .userId(profile.getUserId())
            .fingerprint(profile.getFingerprint())
            .privateKeySupplier(new StringPrivateKeySupplier(newKey()))
            .build();
        try (var client = QueueClient.builder().endpoint(endpoint).build(provider)) {
            refused("Signatures", 401, "NotAuthenticated", "another key", () ->
                client.getStats(GetStatsRequest.builder().queueId(queueId).build()));
        }
    }

    private static String newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String body = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }
}
