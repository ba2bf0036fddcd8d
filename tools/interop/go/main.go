// Oracle's SDK for Go at the emulator: each operation, and the refusals that a program meets most.
package main

import (
	"context"
	"flag"
	"log"
	"time"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

func main() {
	endpoint := flag.String("endpoint", "", "origin of the emulator")
	configFile := flag.String("config-file", "", "OCI config file")
	profile := flag.String("profile", "DEFAULT", "its profile")
	flag.String("folder", "", "not used")
	flag.Parse()

	provider := common.CustomProfileConfigProvider(*configFile, *profile)
	admin, err := queue.NewQueueAdminClientWithConfigurationProvider(provider)
	if err != nil {
		log.Fatal(err)
	}
	admin.Host = *endpoint
	data, err := queue.NewQueueClientWithConfigurationProvider(provider)
	if err != nil {
		log.Fatal(err)
	}
	data.Host = *endpoint
	tenancy, err := provider.TenancyOCID()
	if err != nil {
		log.Fatal(err)
	}

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	plane := adminPlane{admin, tenancy}
	queueID := exerciseAdmin(ctx, plane)
	exerciseMessages(ctx, dataPlane{data, queueID})
	exerciseGroups(ctx, plane, queueID)
	exerciseWhole(ctx, plane, queueID)
	exerciseSignatures(ctx, provider, *endpoint, queueID)
}
