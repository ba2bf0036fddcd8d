"""CreateQueue, GetQueue, ListQueues, UpdateQueue, ChangeQueueCompartment, DeleteQueue."""

from datetime import timedelta

from oci.queue.models import ChangeQueueCompartmentDetails, CreateQueueDetails, UpdateQueueDetails

from report import check, expect, refused
from .common import UNKNOWN_QUEUE

DEFAULTS = {
    "retention_in_seconds": 86_400,
    "visibility_in_seconds": 30,
    "timeout_in_seconds": 30,
    "dead_letter_queue_delivery_count": 0,
    "channel_consumption_limit": 100,
    "capabilities": [],
    "custom_encryption_key_id": None,
    "lifecycle_details": None,
    "freeform_tags": {},
    "defined_tags": {},
    "system_tags": {},
}
RANGES = {
    "retention_in_seconds": (10, 604_800),
    "visibility_in_seconds": (1, 43_200),
    "timeout_in_seconds": (0, 30),
    "dead_letter_queue_delivery_count": (0, 20),
    "channel_consumption_limit": (1, 100),
}


def run(world):
    create(world)
    retry_tokens(world)
    with world.new_queue(display_name="mine") as queue:
        read(world, queue.id)
        lists(world, queue.id)
        update(world, queue.id)
        move(world, queue.id)
        unknown(world)
    delete(world)


def fields(queue, names):
    return {name: getattr(queue, name) for name in names}


def create(world):
    op = "CreateQueue"
    with check(op, "the defaults of the service"):
        queue = world.admin.get_queue(world.create_queue()).data
        expect(fields(queue, DEFAULTS), DEFAULTS)
        world.admin.delete_queue(queue.id)
    with check(op, "every setting and tag that is named"):
        wanted = {name: ends[1] for name, ends in RANGES.items()} | {
            "freeform_tags": {"team": "x"},
            "defined_tags": {"ns": {"k": "v"}},
        }
        queue = world.admin.get_queue(world.create_queue(**wanted)).data
        expect(fields(queue, wanted), wanted)
        world.admin.delete_queue(queue.id)
    for name, (least, most) in RANGES.items():
        for value in (least - 1, most + 1):
            with refused(op, 400, "InvalidParameter", f"{name} of {value}", mentions=str(value)):
                world.create_queue(**{name: value})
    for name, display_name in {"an empty name": "", "a name of 256 characters": "n" * 256}.items():
        with refused(op, 400, "InvalidParameter", name):
            world.create_queue(display_name=display_name)
    with refused(op, 400, "InvalidParameter", "no compartment"):
        world.admin.create_queue(CreateQueueDetails(display_name="x"))
    made = []
    with refused(op, 400, "LimitExceeded", "the 11th queue of the tenancy", mentions="10"):
        for _ in range(11):
            made.append(world.create_queue())
    for queue_id in made:
        world.admin.delete_queue(queue_id)


def retry_tokens(world):
    op = "CreateQueue"

    def create_with(token, name):
        details = CreateQueueDetails(display_name=name, compartment_id=world.compartment)
        return world.finished(world.admin.create_queue(details, opc_retry_token=token)).resources[0].identifier

    with check(op, "the same retry token makes one queue"):
        queue_id = create_with("token-1", "once")
        expect(create_with("token-1", "once"), queue_id)
    with refused(op, 409, "InvalidatedRetryToken", "the retry token of another request"):
        create_with("token-1", "another")
    with refused(op, 400, "InvalidParameter", "a retry token of 65 characters"):
        create_with("t" * 65, "once")
    world.admin.delete_queue(queue_id)


def read(world, queue_id):
    op = "GetQueue"
    with check(op, "state, dates, endpoint and etag"):
        answer = world.admin.get_queue(queue_id)
        queue = answer.data
        expect((queue.id, queue.display_name, queue.compartment_id), (queue_id, "mine", world.compartment))
        expect((queue.lifecycle_state, queue.messages_endpoint), ("ACTIVE", world.options.endpoint))
        assert abs(queue.time_created - world.clock.now()) < timedelta(minutes=2), queue.time_created
        assert queue.time_updated >= queue.time_created
        assert answer.headers["etag"] and answer.headers["opc-request-id"]


def lists(world, queue_id):
    op = "ListQueues"
    others = [world.create_queue(display_name=name) for name in ("beta", "alpha")]

    def names(**request):
        return [
            queue.display_name
            for queue in world.admin.list_queues(compartment_id=world.compartment, **request).data.items
        ]

    with check(op, "by name or time, up or down"):
        expect(names(lifecycle_state="ACTIVE", sort_by="displayName"), ["alpha", "beta", "mine"])
        expect(names(lifecycle_state="ACTIVE", sort_by="displayName", sort_order="DESC"), ["mine", "beta", "alpha"])
        expect(names(lifecycle_state="ACTIVE", sort_by="timeCreated", sort_order="ASC"), ["mine", "beta", "alpha"])
    with check(op, "filtered by name, id and state"):
        expect((names(display_name="beta"), names(display_name="bet")), (["beta"], []))
        expect([queue.id for queue in world.admin.list_queues(id=queue_id).data.items], [queue_id])
        assert "DELETED" in {
            queue.lifecycle_state
            for queue in world.admin.list_queues(compartment_id=world.compartment, lifecycle_state="DELETED").data.items
        }
    with check(op, "in pages"):
        first = world.admin.list_queues(compartment_id=world.compartment, lifecycle_state="ACTIVE", limit=2)
        rest = world.admin.list_queues(
            compartment_id=world.compartment, lifecycle_state="ACTIVE", limit=2, page=first.next_page
        )
        expect((len(first.data.items), len(rest.data.items), rest.next_page), (2, 1, None))
    with check(op, "summaries have state, endpoint and the names of capabilities"):
        [summary] = world.admin.list_queues(id=queue_id).data.items
        expect(
            (summary.lifecycle_state, summary.messages_endpoint, summary.capabilities),
            ("ACTIVE", world.options.endpoint, []),
        )
    for limit in (0, 1_001):
        with refused(op, 400, "InvalidParameter", f"a limit of {limit}"):
            world.admin.list_queues(compartment_id=world.compartment, limit=limit)
    for other in others:
        world.admin.delete_queue(other)


def update(world, queue_id):
    op = "UpdateQueue"

    def change(if_match=None, **details):
        return world.admin.update_queue(
            queue_id, UpdateQueueDetails(**details), **({"if_match": if_match} if if_match else {})
        )

    etag = world.admin.get_queue(queue_id).headers["etag"]
    with check(op, "changes what it names, and nothing else"):
        work_request = world.finished(
            change(etag, visibility_in_seconds=77, display_name="renamed", freeform_tags={"a": "b"})
        )
        expect(work_request.operation_type, "UPDATE_QUEUE")
        queue = world.admin.get_queue(queue_id).data
        expect((queue.visibility_in_seconds, queue.display_name, queue.freeform_tags), (77, "renamed", {"a": "b"}))
        expect((queue.timeout_in_seconds, queue.retention_in_seconds), (30, 86_400))
    with refused(op, 412, "NoEtagMatch", "an etag of before"):
        change(etag, visibility_in_seconds=78)
    with refused(op, 400, "InvalidParameter", "a visibility above 12 h", mentions="43201"):
        change(visibility_in_seconds=43_201)


def move(world, queue_id):
    op = "ChangeQueueCompartment"
    with check(op, "the queue is in another compartment"):
        target = "ocid1.compartment.oc1..another"
        work_request = world.finished(
            world.admin.change_queue_compartment(queue_id, ChangeQueueCompartmentDetails(compartment_id=target))
        )
        expect(work_request.operation_type, "MOVE_QUEUE")
        expect(world.admin.get_queue(queue_id).data.compartment_id, target)
    with refused(op, 412, "NoEtagMatch", "another etag"):
        world.admin.change_queue_compartment(
            queue_id, ChangeQueueCompartmentDetails(compartment_id="x"), if_match="stale"
        )


def unknown(world):
    details = {
        "GetQueue": lambda: world.admin.get_queue(UNKNOWN_QUEUE),
        "UpdateQueue": lambda: world.admin.update_queue(UNKNOWN_QUEUE, UpdateQueueDetails(display_name="x")),
        "DeleteQueue": lambda: world.admin.delete_queue(UNKNOWN_QUEUE),
        "ChangeQueueCompartment": lambda: world.admin.change_queue_compartment(
            UNKNOWN_QUEUE, ChangeQueueCompartmentDetails(compartment_id="x")
        ),
    }
    for operation, act in details.items():
        with refused(operation, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
            act()


def delete(world):
    op = "DeleteQueue"
    queue = world.new_queue()
    with refused(op, 412, "NoEtagMatch", "another etag"):
        world.admin.delete_queue(queue.id, if_match="stale")
    with check(op, "the queue takes no more messages, and reads as DELETED"):
        work_request = world.finished(world.admin.delete_queue(queue.id))
        expect(work_request.operation_type, "DELETE_QUEUE")
        expect(world.admin.get_queue(queue.id).data.lifecycle_state, "DELETED")
    with refused(op, 404, "NotAuthorizedOrNotFound", "a second time"):
        world.admin.delete_queue(queue.id)
    with refused("PutMessages", 404, "NotAuthorizedOrNotFound", "a deleted queue"):
        queue.put("x")
