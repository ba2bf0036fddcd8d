package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

func main() {
	ctx := context.Background()
	profile := common.CustomProfileConfigProvider(".snoozeq/config", "DEFAULT")
	admin := must(queue.NewQueueAdminClientWithConfigurationProvider(profile))
	admin.Host = os.Getenv("QUEUE_ENDPOINT")

	tenancy := must(profile.TenancyOCID())
	details := queue.CreateQueueDetails{DisplayName: common.String("hello"), CompartmentId: &tenancy}
	accepted := must(admin.CreateQueue(ctx, queue.CreateQueueRequest{CreateQueueDetails: details}))
	finished := func(answer common.OCIOperationResponse) bool {
		return answer.Response.(queue.GetWorkRequestResponse).Status != queue.OperationStatusSucceeded
	}
	retry := common.NewRetryPolicyWithOptions(common.WithShouldRetryOperation(finished))
	request := queue.GetWorkRequestRequest{WorkRequestId: accepted.OpcWorkRequestId}
	request.RequestMetadata.RetryPolicy = &retry
	queueID := must(admin.GetWorkRequest(ctx, request)).Resources[0].Identifier
	created := must(admin.GetQueue(ctx, queue.GetQueueRequest{QueueId: queueID}))

	client := must(queue.NewQueueClientWithConfigurationProvider(profile))
	client.Host = *created.MessagesEndpoint
	hello := queue.PutMessagesDetails{Messages: []queue.PutMessagesDetailsEntry{{Content: common.String("hello")}}}
	must(client.PutMessages(ctx, queue.PutMessagesRequest{QueueId: queueID, PutMessagesDetails: hello}))
	for _, message := range must(client.GetMessages(ctx, queue.GetMessagesRequest{QueueId: queueID})).Messages {
		fmt.Println(*message.Content)
		must(client.DeleteMessage(ctx, queue.DeleteMessageRequest{QueueId: queueID, MessageReceipt: message.Receipt}))
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
