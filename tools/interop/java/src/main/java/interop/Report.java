package interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.model.BmcException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a line of JSON for each check, which the runner collects. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    @FunctionalInterface
    interface Act {
        void run() throws Exception;
    }

    private Report() {}

    /** Passed unless {@code act} throws. */
    static void check(String operation, String name, Act act) {
        check(operation, "ok", name, act);
    }

    /** Passed when the service refuses {@code act} with {@code status} and {@code code}. */
    static void refused(String operation, int status, String code, String name, Act act) {
        check(operation, String.valueOf(status), name, () -> {
            try {
                act.run();
            } catch (BmcException error) {
                if (error.getStatusCode() == status && code.equals(error.getServiceCode())) return;
                throw error;
            }
            throw new AssertionError("was not refused");
        });
    }

    static void expect(String what, Object actual, Object wanted) {
        if (!wanted.equals(actual)) throw new AssertionError(what + " is " + actual + " instead of " + wanted);
    }

    private static void check(String operation, String outcome, String name, Act act) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("operation", operation);
        line.put("outcome", outcome);
        line.put("name", name);
        try {
            act.run();
        } catch (Exception | AssertionError error) {
            line.put("problem", error.toString());
        }
        try {
            System.out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
