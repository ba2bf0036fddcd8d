package interop;

import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.queue.QueueAdminClient;
import com.oracle.bmc.queue.QueueClient;
import java.util.HashMap;
import java.util.Map;

/** Oracle's SDK for Java at the emulator: each operation, and the refusals that a program meets most. */
public final class Exercise {
    private Exercise() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> flags = new HashMap<>();
        for (int at = 0; at < args.length; at += 2) flags.put(args[at], args[at + 1]);
        var profile = new ConfigFileAuthenticationDetailsProvider(flags.get("--config-file"), flags.get("--profile"));
        String endpoint = flags.get("--endpoint");
        try (var admin = QueueAdminClient.builder().endpoint(endpoint).build(profile);
                var data = QueueClient.builder().endpoint(endpoint).build(profile)) {
            var calls = new AdminCalls(admin, profile.getTenantId());
            String queueId = calls.exercise();
            new MessageCalls(data, queueId).exercise();
            calls.whole(queueId);
            new Stranger(profile, endpoint).exercise(queueId);
        }
    }
}
