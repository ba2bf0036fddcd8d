package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

var unknownQueue = common.String("ocid1.queue.oc1.emulator." + strings.Repeat("a", 60))

type adminPlane struct {
	client  queue.QueueAdminClient
	tenancy string
}

// finished waits for the work request of an accepted change.
func (plane adminPlane) finished(ctx context.Context, id *string) (queue.WorkRequest, error) {
	for {
		answer, err := plane.client.GetWorkRequest(ctx, queue.GetWorkRequestRequest{WorkRequestId: id})
		if err != nil || answer.Status == queue.OperationStatusSucceeded {
			return answer.WorkRequest, err
		}
		if answer.Status == queue.OperationStatusFailed {
			return answer.WorkRequest, fmt.Errorf("work request %s failed", *id)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (plane adminPlane) create(ctx context.Context, name string) (queue.WorkRequest, error) {
	answer, err := plane.client.CreateQueue(ctx, queue.CreateQueueRequest{
		CreateQueueDetails: queue.CreateQueueDetails{
			DisplayName:                  common.String(name),
			CompartmentId:                common.String(plane.tenancy),
			DeadLetterQueueDeliveryCount: common.Int(1),
			Capabilities:                 []queue.CapabilityDetails{queue.ConsumerGroupsCapabilityDetails{}},
		},
	})
	if err != nil {
		return queue.WorkRequest{}, err
	}
	return plane.finished(ctx, answer.OpcWorkRequestId)
}

// exerciseAdmin returns the id of a queue that is there to stay.
func exerciseAdmin(ctx context.Context, plane adminPlane) string {
	var workRequest queue.WorkRequest
	var queueID string
	check("CreateQueue", "waits for the work request, which names the queue", func() (err error) {
		if workRequest, err = plane.create(ctx, "from-go"); err != nil {
			return err
		}
		queueID = *workRequest.Resources[0].Identifier
		return expect("the operation", workRequest.OperationType, queue.OperationTypeCreateQueue)
	})
	queues(ctx, plane, queueID)
	workRequests(ctx, plane, workRequest)
	exerciseDetails(ctx, plane, workRequest.Id)
	return queueID
}

func queues(ctx context.Context, plane adminPlane, queueID string) {
	client := plane.client
	check("GetQueue", "shows state and settings", func() error {
		answer, err := client.GetQueue(ctx, queue.GetQueueRequest{QueueId: &queueID})
		if err != nil {
			return err
		}
		return first(
			expect("the state", answer.LifecycleState, queue.QueueLifecycleStateActive),
			expect("the delivery count", *answer.DeadLetterQueueDeliveryCount, 1),
			expect("that there is an etag", *answer.Etag != "", true),
		)
	})
	update := func(ifMatch *string) error {
		_, err := client.UpdateQueue(ctx, queue.UpdateQueueRequest{
			QueueId:            &queueID,
			IfMatch:            ifMatch,
			UpdateQueueDetails: queue.UpdateQueueDetails{VisibilityInSeconds: common.Int(45)},
		})
		return err
	}
	check("UpdateQueue", "changes a setting", func() error { return update(nil) })
	refused("UpdateQueue", 412, "NoEtagMatch", "another etag", func() error { return update(common.String("stale")) })
	check("ListQueues", "by name", func() error {
		answer, err := client.ListQueues(ctx, queue.ListQueuesRequest{
			CompartmentId: &plane.tenancy, DisplayName: common.String("from-go"),
		})
		if err != nil {
			return err
		}
		return first(
			expect("the number of queues", len(answer.Items), 1),
			expect("the queue", *answer.Items[0].Id, queueID),
		)
	})
	check("DeleteQueue", "the queue is gone", func() error {
		other, err := plane.create(ctx, "to-be-deleted")
		if err != nil {
			return err
		}
		id := other.Resources[0].Identifier
		accepted, err := client.DeleteQueue(ctx, queue.DeleteQueueRequest{QueueId: id})
		if err != nil {
			return err
		}
		if _, err = plane.finished(ctx, accepted.OpcWorkRequestId); err != nil {
			return err
		}
		answer, err := client.GetQueue(ctx, queue.GetQueueRequest{QueueId: id})
		return first(err, expect("the state", answer.LifecycleState, queue.QueueLifecycleStateDeleted))
	})
	refused("GetQueue", 404, "NotAuthorizedOrNotFound", "an unknown queue", func() error {
		_, err := client.GetQueue(ctx, queue.GetQueueRequest{QueueId: unknownQueue})
		return err
	})
}

func workRequests(ctx context.Context, plane adminPlane, wanted queue.WorkRequest) {
	check("GetWorkRequest", "by id, with its dates", func() error {
		answer, err := plane.client.GetWorkRequest(ctx, queue.GetWorkRequestRequest{WorkRequestId: wanted.Id})
		if err != nil {
			return err
		}
		return expect("that it finished", answer.TimeFinished.Before(answer.TimeAccepted.Time), false)
	})
	check("ListWorkRequests", "of a compartment", func() error {
		answer, err := plane.client.ListWorkRequests(ctx, queue.ListWorkRequestsRequest{CompartmentId: &plane.tenancy})
		if err != nil {
			return err
		}
		for _, item := range answer.Items {
			if *item.Id == *wanted.Id {
				return nil
			}
		}
		return fmt.Errorf("%s is not listed", *wanted.Id)
	})
}
