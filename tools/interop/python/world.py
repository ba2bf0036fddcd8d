"""Oracle's clients at the emulator, and what a check needs again and again."""

import argparse
import json

import oci
from oci.queue import QueueAdminClient, QueueClient, models

from emulator_clock import EmulatorClock


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("--endpoint", "--config-file", "--profile", "--folder"):
        parser.add_argument(name, required=True)
    parser.add_argument("--stomp", type=json.loads)
    return parser.parse_args()


class World:
    def __init__(self, options):
        self.options = options
        self.clock = EmulatorClock(options)
        self.config = oci.config.from_file(options.config_file, options.profile)
        self.compartment = self.config["tenancy"]
        self.admin = QueueAdminClient(self.config, service_endpoint=options.endpoint)
        self.data = QueueClient(self.config, service_endpoint=options.endpoint)

    def create_queue(self, display_name="interop", **details):
        """Returns the id of a new queue, once its work request has succeeded."""
        answer = self.admin.create_queue(
            models.CreateQueueDetails(display_name=display_name, compartment_id=self.compartment, **details)
        )
        return self.finished(answer).resources[0].identifier

    def finished(self, answer):
        """Waits for the work request of an accepted change."""
        work_request = self.admin.get_work_request(answer.headers["opc-work-request-id"])
        return oci.wait_until(
            self.admin, work_request, "status", "SUCCEEDED", max_interval_seconds=1, max_wait_seconds=20
        ).data

    def new_queue(self, **details):
        return TestQueue(self, self.create_queue(**details))


class TestQueue:
    """One queue, with the shortest way to put and get."""

    def __init__(self, world, queue_id):
        self.id = queue_id
        self.world = world
        self.data = world.data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """The tenancy has room for 10 queues."""
        self.world.admin.delete_queue(self.id)

    def put(self, *contents, channel=None, properties=None):
        metadata = models.MessageMetadata(channel_id=channel, custom_properties=properties) if channel else None
        return self.put_entries(
            [models.PutMessagesDetailsEntry(content=content, metadata=metadata) for content in contents]
        )

    def put_entries(self, entries):
        return self.data.put_messages(self.id, models.PutMessagesDetails(messages=entries)).data.messages

    def get(self, **request):
        return self.data.get_messages(self.id, **{"timeout_in_seconds": 0, **request}).data.messages

    def get_one(self, **request):
        messages = self.get(**request)
        assert len(messages) == 1, f"{len(messages)} messages instead of one"
        return messages[0]

    def update(self, receipt, seconds):
        details = models.UpdateMessageDetails(visibility_in_seconds=seconds)
        return self.data.update_message(self.id, receipt, details).data

    def update_all(self, entries):
        """`entries`: pairs of receipt and seconds."""
        batch = [models.UpdateMessagesDetailsEntry(receipt=r, visibility_in_seconds=s) for r, s in entries]
        return self.data.update_messages(self.id, models.UpdateMessagesDetails(entries=batch)).data

    def delete(self, receipt):
        return self.data.delete_message(self.id, receipt)

    def delete_all(self, receipts):
        batch = [models.DeleteMessagesDetailsEntry(receipt=receipt) for receipt in receipts]
        return self.data.delete_messages(self.id, models.DeleteMessagesDetails(entries=batch)).data

    def stats(self, **request):
        return self.data.get_stats(self.id, **request).data

    def channels(self, **request):
        return self.data.list_channels(self.id, **request)
