package main

import (
	"context"
	"fmt"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

// exerciseGroups goes through consumer groups.
func exerciseGroups(ctx context.Context, plane adminPlane, queueID string) {
	client := plane.client
	var groupID *string
	check("CreateConsumerGroup", "with a filter", func() error {
		answer, err := client.CreateConsumerGroup(ctx, queue.CreateConsumerGroupRequest{
			CreateConsumerGroupDetails: queue.CreateConsumerGroupDetails{
				QueueId: &queueID, DisplayName: common.String("orders"), Filter: common.String(`:kind = "order"`),
			},
		})
		if err != nil {
			return err
		}
		workRequest, err := plane.finished(ctx, answer.OpcWorkRequestId)
		for _, resource := range workRequest.Resources {
			if resource.ActionType == queue.ActionTypeCreated {
				groupID = resource.Identifier
			}
		}
		return err
	})
	check("GetConsumerGroup", "by id", func() error {
		answer, err := client.GetConsumerGroup(ctx, queue.GetConsumerGroupRequest{ConsumerGroupId: groupID})
		if err != nil {
			return err
		}
		return expect("the state", answer.LifecycleState, queue.ConsumerGroupLifecycleStateActive)
	})
	check("ListConsumerGroups", "of a queue, with the primary group", func() error {
		answer, err := client.ListConsumerGroups(ctx, queue.ListConsumerGroupsRequest{QueueId: &queueID})
		return first(err, expect("the number of groups", len(answer.Items), 2))
	})
	check("UpdateConsumerGroup", "deliveries of its own", func() error {
		answer, err := client.UpdateConsumerGroup(ctx, queue.UpdateConsumerGroupRequest{
			ConsumerGroupId:            groupID,
			UpdateConsumerGroupDetails: queue.UpdateConsumerGroupDetails{DeadLetterQueueDeliveryCount: common.Int(2)},
		})
		if err != nil {
			return err
		}
		_, err = plane.finished(ctx, answer.OpcWorkRequestId)
		return err
	})
	check("DeleteConsumerGroup", "the group is gone", func() error {
		answer, err := client.DeleteConsumerGroup(ctx, queue.DeleteConsumerGroupRequest{ConsumerGroupId: groupID})
		if err != nil {
			return err
		}
		_, err = plane.finished(ctx, answer.OpcWorkRequestId)
		return err
	})
}

// exerciseWhole goes through what is done to a queue as a whole.
func exerciseWhole(ctx context.Context, plane adminPlane, queueID string) {
	check("PurgeQueue", "the queue and its dead letters", func() error {
		answer, err := plane.client.PurgeQueue(ctx, queue.PurgeQueueRequest{
			QueueId: &queueID, PurgeQueueDetails: queue.PurgeQueueDetails{PurgeType: queue.PurgeQueueDetailsPurgeTypeBoth},
		})
		if err != nil {
			return err
		}
		workRequest, err := plane.finished(ctx, answer.OpcWorkRequestId)
		return first(err, expect("the operation", workRequest.OperationType, queue.OperationTypePurgeQueue))
	})
	check("ChangeQueueCompartment", "the queue is in another compartment", func() error {
		target := common.String("ocid1.compartment.oc1..another")
		answer, err := plane.client.ChangeQueueCompartment(ctx, queue.ChangeQueueCompartmentRequest{
			QueueId: &queueID, ChangeQueueCompartmentDetails: queue.ChangeQueueCompartmentDetails{CompartmentId: target},
		})
		if err != nil {
			return err
		}
		_, err = plane.finished(ctx, answer.OpcWorkRequestId)
		return err
	})
}

// exerciseDetails goes through what a work request tells beyond its state.
func exerciseDetails(ctx context.Context, plane adminPlane, id *string) {
	check("ListWorkRequestErrors", "none for what succeeded", func() error {
		answer, err := plane.client.ListWorkRequestErrors(ctx, queue.ListWorkRequestErrorsRequest{WorkRequestId: id})
		return first(err, expect("the number of errors", len(answer.Items), 0))
	})
	check("ListWorkRequestLogs", "lines of text", func() error {
		answer, err := plane.client.ListWorkRequestLogs(ctx, queue.ListWorkRequestLogsRequest{WorkRequestId: id})
		if err != nil {
			return err
		}
		for _, entry := range answer.Items {
			if *entry.Message == "" {
				return fmt.Errorf("an entry at %s says nothing", entry.Timestamp)
			}
		}
		return nil
	})
}
