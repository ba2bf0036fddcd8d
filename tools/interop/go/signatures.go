package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"

	"github.com/oracle/oci-go-sdk/v65/common"
	"github.com/oracle/oci-go-sdk/v65/queue"
)

// exerciseSignatures must be turned away: the names are those of the profile, the key is not.
func exerciseSignatures(ctx context.Context, profile common.ConfigurationProvider, endpoint, queueID string) {
	refused("Signatures", 401, "NotAuthenticated", "another key", func() error {
		stranger, err := withAnotherKey(profile)
		if err != nil {
			return err
		}
		client, err := queue.NewQueueClientWithConfigurationProvider(stranger)
		if err != nil {
			return err
		}
		client.Host = endpoint
		_, err = dataPlane{client, queueID}.put(ctx, nil, "from a stranger")
		return err
	})
}

func withAnotherKey(profile common.ConfigurationProvider) (common.ConfigurationProvider, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	tenancy, tenancyErr := profile.TenancyOCID()
	user, userErr := profile.UserOCID()
	region, regionErr := profile.Region()
	fingerprint, fingerprintErr := profile.KeyFingerprint()
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	stranger := common.NewRawConfigurationProvider(tenancy, user, region, fingerprint, string(text), nil)
	return stranger, first(tenancyErr, userErr, regionErr, fingerprintErr)
}
