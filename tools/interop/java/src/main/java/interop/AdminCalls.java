package interop;

import static interop.Report.check;
import static interop.Report.expect;
import static interop.Report.refused;

import com.oracle.bmc.queue.QueueAdmin;
import com.oracle.bmc.queue.model.ChangeQueueCompartmentDetails;
import com.oracle.bmc.queue.model.CreateQueueDetails;
import com.oracle.bmc.queue.model.OperationStatus;
import com.oracle.bmc.queue.model.OperationType;
import com.oracle.bmc.queue.model.PurgeQueueDetails;
import com.oracle.bmc.queue.model.Queue;
import com.oracle.bmc.queue.model.UpdateQueueDetails;
import com.oracle.bmc.queue.model.WorkRequest;
import com.oracle.bmc.queue.requests.ChangeQueueCompartmentRequest;
import com.oracle.bmc.queue.requests.CreateQueueRequest;
import com.oracle.bmc.queue.requests.DeleteQueueRequest;
import com.oracle.bmc.queue.requests.GetQueueRequest;
import com.oracle.bmc.queue.requests.GetWorkRequestRequest;
import com.oracle.bmc.queue.requests.ListQueuesRequest;
import com.oracle.bmc.queue.requests.ListWorkRequestErrorsRequest;
import com.oracle.bmc.queue.requests.ListWorkRequestLogsRequest;
import com.oracle.bmc.queue.requests.ListWorkRequestsRequest;
import com.oracle.bmc.queue.requests.PurgeQueueRequest;
import com.oracle.bmc.queue.requests.UpdateQueueRequest;
import com.oracle.bmc.queue.responses.GetQueueResponse;

/** Queues and work requests. */
record AdminCalls(QueueAdmin client, String compartmentId) {
    private static final String UNKNOWN_QUEUE = "ocid1.queue.oc1.emulator." + "a".repeat(60);

    /** Returns the id of a queue that is there to stay. */
    String exercise() throws Exception {
        WorkRequest created = create("from-java");
        String queueId = created.getResources().get(0).getIdentifier();
        check("CreateQueue", "waits for the work request, which names the queue", () ->
            expect("the operation", created.getOperationType(), OperationType.CreateQueue));
        queues(queueId);
        workRequests(created.getId());
        return queueId;
    }

    private WorkRequest create(String displayName) throws Exception {
        var details = CreateQueueDetails.builder()
            .displayName(displayName).compartmentId(compartmentId).deadLetterQueueDeliveryCount(1).build();
        return finished(client.createQueue(CreateQueueRequest.builder().createQueueDetails(details).build())
            .getOpcWorkRequestId());
    }

    private WorkRequest finished(String workRequestId) throws Exception {
        var request = GetWorkRequestRequest.builder().workRequestId(workRequestId).build();
        WorkRequest workRequest = client.getWaiters().forWorkRequest(request).execute().getWorkRequest();
        expect("the status", workRequest.getStatus(), OperationStatus.Succeeded);
        return workRequest;
    }

    private GetQueueResponse get(String queueId) {
        return client.getQueue(GetQueueRequest.builder().queueId(queueId).build());
    }

    private void queues(String queueId) {
        check("GetQueue", "shows state and settings", () -> {
            GetQueueResponse answer = get(queueId);
            expect("the state", answer.getQueue().getLifecycleState(), Queue.LifecycleState.Active);
            expect("the delivery count", answer.getQueue().getDeadLetterQueueDeliveryCount(), 1);
            expect("that there is an etag", answer.getEtag().isEmpty(), false);
        });
        var details = UpdateQueueDetails.builder().visibilityInSeconds(45).build();
        var update = UpdateQueueRequest.builder().queueId(queueId).updateQueueDetails(details);
        check("UpdateQueue", "changes a setting", () -> {
            client.updateQueue(update.build());
            expect("the visibility", get(queueId).getQueue().getVisibilityInSeconds(), 45);
        });
        refused("UpdateQueue", 412, "NoEtagMatch", "another etag", () ->
            client.updateQueue(update.ifMatch("stale").build()));
        check("ListQueues", "by name", () -> {
            var request = ListQueuesRequest.builder().compartmentId(compartmentId).displayName("from-java").build();
            var items = client.listQueues(request).getQueueCollection().getItems();
            expect("the queues", items.stream().map(item -> item.getId()).toList().toString(), "[" + queueId + "]");
        });
        check("DeleteQueue", "the queue is gone", () -> {
            String other = create("to-be-deleted").getResources().get(0).getIdentifier();
            client.deleteQueue(DeleteQueueRequest.builder().queueId(other).build());
            var request = GetQueueRequest.builder().queueId(other).build();
            client.getWaiters().forQueue(request, Queue.LifecycleState.Deleted).execute();
        });
        refused("GetQueue", 404, "NotAuthorizedOrNotFound", "an unknown queue", () -> get(UNKNOWN_QUEUE));
    }

    /** What is done to a queue as a whole. This version of the SDK has no consumer groups. */
    void whole(String queueId) {
        check("PurgeQueue", "the queue and its dead letters", () -> {
            var details = PurgeQueueDetails.builder().purgeType(PurgeQueueDetails.PurgeType.Both).build();
            var request = PurgeQueueRequest.builder().queueId(queueId).purgeQueueDetails(details).build();
            expect("the operation", finished(client.purgeQueue(request).getOpcWorkRequestId()).getOperationType(),
                OperationType.PurgeQueue);
        });
        check("ChangeQueueCompartment", "the queue is in another compartment", () -> {
            var details = ChangeQueueCompartmentDetails.builder().compartmentId("ocid1.compartment.oc1..another").build();
            var request = ChangeQueueCompartmentRequest.builder().queueId(queueId);
            finished(client.changeQueueCompartment(request.changeQueueCompartmentDetails(details).build())
                .getOpcWorkRequestId());
        });
    }

    private void workRequests(String id) {
        check("ListWorkRequestErrors", "none for what succeeded", () -> {
            var request = ListWorkRequestErrorsRequest.builder().workRequestId(id).build();
            var errors = client.listWorkRequestErrors(request).getWorkRequestErrorCollection().getItems();
            expect("the number of errors", errors.size(), 0);
        });
        check("ListWorkRequestLogs", "lines of text", () -> {
            var request = ListWorkRequestLogsRequest.builder().workRequestId(id).build();
            var logs = client.listWorkRequestLogs(request).getWorkRequestLogEntryCollection().getItems();
            expect("that each says something", logs.stream().noneMatch(log -> log.getMessage().isEmpty()), true);
        });
        check("GetWorkRequest", "by id, with its dates", () -> {
            var request = GetWorkRequestRequest.builder().workRequestId(id).build();
            WorkRequest found = client.getWorkRequest(request).getWorkRequest();
            expect("that it finished", found.getTimeFinished().before(found.getTimeAccepted()), false);
        });
        check("ListWorkRequests", "of a compartment", () -> {
            var request = ListWorkRequestsRequest.builder().compartmentId(compartmentId).build();
            var items = client.listWorkRequests(request).getWorkRequestSummaryCollection().getItems();
            expect("that it is listed", items.stream().anyMatch(item -> item.getId().equals(id)), true);
        });
    }
}
