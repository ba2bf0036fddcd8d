emulator="--endpoint $QUEUE_ENDPOINT --config-file .snoozeq/config --profile DEFAULT"
tenancy=$(sed -n 's/^tenancy=//p' .snoozeq/config)

queue=$(oci queue queue-admin queue create --display-name hello --compartment-id "$tenancy" \
  --wait-for-state SUCCEEDED --query 'data.resources[0].identifier' --raw-output $emulator)
oci queue messages put-messages --queue-id "$queue" --messages '[{"content": "hello"}]' $emulator
oci queue messages get-messages --queue-id "$queue" --query 'data.messages[0].content' --raw-output $emulator
