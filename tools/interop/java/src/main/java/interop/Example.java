package interop;

import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.queue.QueueAdminClient;
import com.oracle.bmc.queue.QueueClient;
import com.oracle.bmc.queue.model.CreateQueueDetails;
import com.oracle.bmc.queue.model.GetMessage;
import com.oracle.bmc.queue.model.PutMessagesDetails;
import com.oracle.bmc.queue.model.PutMessagesDetailsEntry;
import com.oracle.bmc.queue.model.Queue;
import com.oracle.bmc.queue.requests.CreateQueueRequest;
import com.oracle.bmc.queue.requests.DeleteMessageRequest;
import com.oracle.bmc.queue.requests.GetMessagesRequest;
import com.oracle.bmc.queue.requests.GetQueueRequest;
import com.oracle.bmc.queue.requests.GetWorkRequestRequest;
import com.oracle.bmc.queue.requests.PutMessagesRequest;
import java.util.List;

public final class Example {
    public static void main(String[] args) throws Exception {
        var profile = new ConfigFileAuthenticationDetailsProvider(".snoozeq/config", "DEFAULT");
        Queue queue;
        try (var admin = QueueAdminClient.builder().endpoint(System.getenv("QUEUE_ENDPOINT")).build(profile)) {
            var details = CreateQueueDetails.builder().displayName("hello").compartmentId(profile.getTenantId()).build();
            var accepted = admin.createQueue(CreateQueueRequest.builder().createQueueDetails(details).build());
            var request = GetWorkRequestRequest.builder().workRequestId(accepted.getOpcWorkRequestId()).build();
            var finished = admin.getWaiters().forWorkRequest(request).execute().getWorkRequest();
            String queueId = finished.getResources().get(0).getIdentifier();
            queue = admin.getQueue(GetQueueRequest.builder().queueId(queueId).build()).getQueue();
        }
        try (var client = QueueClient.builder().endpoint(queue.getMessagesEndpoint()).build(profile)) {
            var hello = PutMessagesDetailsEntry.builder().content("hello").build();
            var details = PutMessagesDetails.builder().messages(List.of(hello)).build();
            client.putMessages(PutMessagesRequest.builder().queueId(queue.getId()).putMessagesDetails(details).build());
            var get = GetMessagesRequest.builder().queueId(queue.getId()).build();
            for (GetMessage message : client.getMessages(get).getGetMessages().getMessages()) {
                System.out.println(message.getContent());
                client.deleteMessage(DeleteMessageRequest.builder()
                    .queueId(queue.getId()).messageReceipt(message.getReceipt()).build());
            }
        }
    }
}
