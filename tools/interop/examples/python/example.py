import os

import oci
from oci.queue import QueueAdminClient, QueueClient
from oci.queue.models import CreateQueueDetails, PutMessagesDetails, PutMessagesDetailsEntry

profile = oci.config.from_file(".snoozeq/config", "DEFAULT")
admin = QueueAdminClient(profile, service_endpoint=os.environ["QUEUE_ENDPOINT"])

details = CreateQueueDetails(display_name="hello", compartment_id=profile["tenancy"])
accepted = admin.create_queue(details).headers["opc-work-request-id"]
work_request = oci.wait_until(admin, admin.get_work_request(accepted), "status", "SUCCEEDED").data
queue = admin.get_queue(work_request.resources[0].identifier).data

client = QueueClient(profile, service_endpoint=queue.messages_endpoint)
client.put_messages(queue.id, PutMessagesDetails(messages=[PutMessagesDetailsEntry(content="hello")]))
for message in client.get_messages(queue.id).data.messages:
    print(message.content)
    client.delete_message(queue.id, message.receipt)
