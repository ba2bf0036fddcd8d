module snoozeq.dev/interop

go 1.23

require github.com/oracle/oci-go-sdk/v65 v65.129.0
