package main

import (
	"context"
	"fmt"
	"time"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

type dataPlane struct {
	client  queue.QueueClient
	queueID string
}

func (plane dataPlane) put(ctx context.Context, metadata *queue.MessageMetadata, contents ...string) ([]queue.PutMessage, error) {
	entries := make([]queue.PutMessagesDetailsEntry, len(contents))
	for at, content := range contents {
		entries[at] = queue.PutMessagesDetailsEntry{Content: common.String(content), Metadata: metadata}
	}
	answer, err := plane.client.PutMessages(ctx, queue.PutMessagesRequest{
		QueueId:            &plane.queueID,
		PutMessagesDetails: queue.PutMessagesDetails{Messages: entries},
	})
	return answer.Messages, err
}

func (plane dataPlane) get(ctx context.Context, request queue.GetMessagesRequest) ([]queue.GetMessage, error) {
	request.QueueId = &plane.queueID
	answer, err := plane.client.GetMessages(ctx, request)
	return answer.Messages, err
}

func exerciseMessages(ctx context.Context, plane dataPlane) {
	metadata := &queue.MessageMetadata{ChannelId: common.String("go"), CustomProperties: map[string]string{"kind": "test"}}
	var put []queue.PutMessage
	check("PutMessages", "with channel and properties, ids exact", func() (err error) {
		if put, err = plane.put(ctx, metadata, "a", "b", "c"); err != nil {
			return err
		}
		return first(
			expect("that ids are above 2^53", *put[0].Id > 1<<53, true),
			expect("the third id", *put[2].Id, *put[0].Id+2),
		)
	})
	check("ListChannels", "the channel that was put to", func() error {
		answer, err := plane.client.ListChannels(ctx, queue.ListChannelsRequest{QueueId: &plane.queueID})
		if err != nil {
			return err
		}
		return expect("the list", fmt.Sprint(answer.Items), "[go]")
	})
	receipts := deliveries(ctx, plane, put)
	check("GetStats", "three in flight", func() error {
		answer, err := plane.client.GetStats(ctx, queue.GetStatsRequest{QueueId: &plane.queueID})
		if err != nil {
			return err
		}
		return first(
			expect("in flight", *answer.Queue.InFlightMessages, 3),
			expect("visible", *answer.Queue.VisibleMessages, 0),
		)
	})
	settle(ctx, plane, receipts)
	check("GetMessages", "a long poll wakes on a put", func() error {
		time.AfterFunc(300*time.Millisecond, func() { _, _ = plane.put(ctx, nil, "late") })
		got, err := plane.get(ctx, queue.GetMessagesRequest{TimeoutInSeconds: common.Int(20)})
		if err != nil {
			return err
		}
		return expect("the content", *got[0].Content, "late")
	})
	refused("GetMessages", 400, "InvalidParameter", "a limit of 21", func() error {
		_, err := plane.get(ctx, queue.GetMessagesRequest{Limit: common.Int(21)})
		return err
	})
}

// deliveries returns the receipts of all three.
func deliveries(ctx context.Context, plane dataPlane, put []queue.PutMessage) (receipts []string) {
	check("GetMessages", "all fields of a delivery", func() error {
		got, err := plane.get(ctx, queue.GetMessagesRequest{
			ChannelFilter: common.String("go"), VisibilityInSeconds: common.Int(600), Limit: common.Int(20),
		})
		if err != nil {
			return err
		}
		for at, message := range got {
			receipts = append(receipts, *message.Receipt)
			if err := first(
				expect("the id", *message.Id, *put[at].Id),
				expect("the count", *message.DeliveryCount, 1),
				expect("the property", message.Metadata.CustomProperties["kind"], "test"),
				expect("the expiry", message.ExpireAfter.Time, message.CreatedAt.Add(24*time.Hour)),
				expect("the lease", message.VisibleAfter.After(message.CreatedAt.Time), true),
			); err != nil {
				return err
			}
		}
		return expect("the number of messages", len(got), 3)
	})
	return receipts
}

func settle(ctx context.Context, plane dataPlane, receipts []string) {
	remove := func() error {
		_, err := plane.client.DeleteMessage(ctx, queue.DeleteMessageRequest{QueueId: &plane.queueID, MessageReceipt: &receipts[0]})
		return err
	}
	check("UpdateMessage", "hides for longer", func() error {
		_, err := plane.client.UpdateMessage(ctx, queue.UpdateMessageRequest{
			QueueId:              &plane.queueID,
			MessageReceipt:       &receipts[0],
			UpdateMessageDetails: queue.UpdateMessageDetails{VisibilityInSeconds: common.Int(43_200)},
		})
		return err
	})
	check("UpdateMessages", "a batch", func() error {
		entries := make([]queue.UpdateMessagesDetailsEntry, len(receipts))
		for at := range receipts {
			entries[at] = queue.UpdateMessagesDetailsEntry{Receipt: &receipts[at], VisibilityInSeconds: common.Int(60)}
		}
		answer, err := plane.client.UpdateMessages(ctx, queue.UpdateMessagesRequest{
			QueueId: &plane.queueID, UpdateMessagesDetails: queue.UpdateMessagesDetails{Entries: entries},
		})
		if err != nil {
			return err
		}
		return first(expect("failures", *answer.ClientFailures, 0), expect("entries", len(answer.Entries), 3))
	})
	check("DeleteMessage", "by receipt", remove)
	check("DeleteMessages", "a batch, with the one that is gone as a failed entry", func() error {
		entries := make([]queue.DeleteMessagesDetailsEntry, len(receipts))
		for at := range receipts {
			entries[at] = queue.DeleteMessagesDetailsEntry{Receipt: &receipts[at]}
		}
		answer, err := plane.client.DeleteMessages(ctx, queue.DeleteMessagesRequest{
			QueueId: &plane.queueID, DeleteMessagesDetails: queue.DeleteMessagesDetails{Entries: entries},
		})
		if err != nil {
			return err
		}
		return first(
			expect("failures", *answer.ClientFailures, 1),
			expect("the code of the first", *answer.Entries[0].ErrorCode, 409),
			expect("that the second has none", answer.Entries[1].ErrorCode == nil, true),
		)
	})
	refused("DeleteMessage", 409, "Conflict", "a second time", remove)
}
