package interop;

import static interop.Report.check;
import static interop.Report.expect;
import static interop.Report.refused;

import com.oracle.bmc.queue.Queue;
import com.oracle.bmc.queue.model.DeleteMessagesDetails;
import com.oracle.bmc.queue.model.DeleteMessagesDetailsEntry;
import com.oracle.bmc.queue.model.GetMessage;
import com.oracle.bmc.queue.model.MessageMetadata;
import com.oracle.bmc.queue.model.PutMessage;
import com.oracle.bmc.queue.model.PutMessagesDetails;
import com.oracle.bmc.queue.model.PutMessagesDetailsEntry;
import com.oracle.bmc.queue.model.UpdateMessageDetails;
import com.oracle.bmc.queue.model.UpdateMessagesDetails;
import com.oracle.bmc.queue.model.UpdateMessagesDetailsEntry;
import com.oracle.bmc.queue.requests.DeleteMessageRequest;
import com.oracle.bmc.queue.requests.DeleteMessagesRequest;
import com.oracle.bmc.queue.requests.GetMessagesRequest;
import com.oracle.bmc.queue.requests.GetStatsRequest;
import com.oracle.bmc.queue.requests.ListChannelsRequest;
import com.oracle.bmc.queue.requests.PutMessagesRequest;
import com.oracle.bmc.queue.requests.UpdateMessageRequest;
import com.oracle.bmc.queue.requests.UpdateMessagesRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that is done with messages. */
record MessageCalls(Queue client, String queueId) {
    private static final long DAY_MS = 24 * 3_600_000L;

    void exercise() {
        var metadata = MessageMetadata.builder().channelId("java").customProperties(Map.of("kind", "test")).build();
        List<PutMessage> put = put(metadata, "a", "b", "c");
        check("PutMessages", "with channel and properties, ids exact", () -> {
            expect("that ids are above 2^53", put.get(0).getId() > 1L << 53, true);
            expect("the third id", put.get(2).getId(), put.get(0).getId() + 2);
        });
        check("ListChannels", "the channel that was put to", () -> {
            var request = ListChannelsRequest.builder().queueId(queueId).build();
            expect("the list", client.listChannels(request).getChannelCollection().getItems(), List.of("java"));
        });
        List<GetMessage> got = get(GetMessagesRequest.builder().channelFilter("java").visibilityInSeconds(600).limit(20));
        check("GetMessages", "all fields of a delivery", () -> {
            expect("the ids", got.stream().map(GetMessage::getId).toList(), put.stream().map(PutMessage::getId).toList());
            for (GetMessage message : got) {
                expect("the count", message.getDeliveryCount(), 1);
                expect("the property", message.getMetadata().getCustomProperties(), Map.of("kind", "test"));
                expect("the retention", message.getExpireAfter().getTime() - message.getCreatedAt().getTime(), DAY_MS);
                expect("that it is leased", message.getVisibleAfter().after(message.getCreatedAt()), true);
            }
        });
        check("GetStats", "three in flight", () -> {
            var stats = client.getStats(GetStatsRequest.builder().queueId(queueId).build()).getQueueStats().getQueue();
            expect("in flight", stats.getInFlightMessages(), 3L);
            expect("visible", stats.getVisibleMessages(), 0L);
        });
        settle(got.stream().map(GetMessage::getReceipt).toList());
        longPoll();
        refused("GetMessages", 400, "InvalidParameter", "a limit of 21", () -> get(GetMessagesRequest.builder().limit(21)));
    }

    private List<PutMessage> put(MessageMetadata metadata, String... contents) {
        var entries = Stream.of(contents)
            .map(content -> PutMessagesDetailsEntry.builder().content(content).metadata(metadata).build()).toList();
        var details = PutMessagesDetails.builder().messages(entries).build();
        var request = PutMessagesRequest.builder().queueId(queueId).putMessagesDetails(details).build();
        return client.putMessages(request).getPutMessages().getMessages();
    }

    private List<GetMessage> get(GetMessagesRequest.Builder request) {
        return client.getMessages(request.queueId(queueId).build()).getGetMessages().getMessages();
    }

    private void longPoll() {
        check("GetMessages", "a long poll wakes on a put", () -> {
            Thread putter = new Thread(() -> {
                try {
                    Thread.sleep(300);
                } catch (InterruptedException ended) {
                    return;
                }
                put(null, "late");
            });
            putter.start();
            expect("the content", get(GetMessagesRequest.builder().timeoutInSeconds(20)).get(0).getContent(), "late");
            putter.join();
        });
    }

    private void settle(List<String> receipts) {
        String first = receipts.get(0);
        var delete = DeleteMessageRequest.builder().queueId(queueId).messageReceipt(first).build();
        check("UpdateMessage", "hides for longer", () -> {
            var details = UpdateMessageDetails.builder().visibilityInSeconds(43_200).build();
            var request = UpdateMessageRequest.builder().queueId(queueId).messageReceipt(first);
            client.updateMessage(request.updateMessageDetails(details).build());
        });
        check("UpdateMessages", "a batch", () -> {
            var entries = receipts.stream().map(receipt ->
                UpdateMessagesDetailsEntry.builder().receipt(receipt).visibilityInSeconds(60).build()).toList();
            var details = UpdateMessagesDetails.builder().entries(entries).build();
            var request = UpdateMessagesRequest.builder().queueId(queueId).updateMessagesDetails(details).build();
            expect("failures", client.updateMessages(request).getUpdateMessagesResult().getClientFailures(), 0);
        });
        check("DeleteMessage", "by receipt", () -> client.deleteMessage(delete));
        check("DeleteMessages", "a batch, with the one that is gone as a failed entry", () -> {
            var entries = receipts.stream().map(receipt ->
                DeleteMessagesDetailsEntry.builder().receipt(receipt).build()).toList();
            var details = DeleteMessagesDetails.builder().entries(entries).build();
            var request = DeleteMessagesRequest.builder().queueId(queueId).deleteMessagesDetails(details).build();
            var result = client.deleteMessages(request).getDeleteMessagesResult();
            expect("failures", result.getClientFailures(), 1);
            expect("the first code", result.getEntries().get(0).getErrorCode(), 409);
            expect("that the second has none", result.getEntries().get(1).getErrorCode() == null, true);
        });
        refused("DeleteMessage", 409, "Conflict", "a second time", () -> client.deleteMessage(delete));
    }
}
