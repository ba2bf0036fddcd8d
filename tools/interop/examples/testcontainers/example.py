from oci.queue import QueueAdminClient

from oci_queue_container import OciQueueContainer

with OciQueueContainer() as emulator:
    profile = emulator.profile()
    admin = QueueAdminClient(profile, service_endpoint=emulator.endpoint())
    assert admin.list_queues(compartment_id=profile["tenancy"]).data.items == []
