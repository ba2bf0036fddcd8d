"""Consumer groups: their admin operations, and what each of them receives."""

from oci.queue.models import (
    ConsumerGroupsCapabilityDetails,
    CreateConsumerGroupDetails,
    UpdateConsumerGroupDetails,
    UpdateMessageDetails,
)

from report import check, expect, refused
from .common import UNKNOWN_GROUP, UNKNOWN_QUEUE


def run(world):
    with world.new_queue() as plain:
        with refused("CreateConsumerGroup", 400, "InvalidParameter", "a queue without the capability"):
            create(world, plain.id, "x")
    with world.new_queue(capabilities=[ConsumerGroupsCapabilityDetails()], dead_letter_queue_delivery_count=1) as queue:
        orders = admin(world, queue)
        fan_out(world, queue, orders)
        delete(world, queue, orders)


def create(world, queue_id, name, **details):
    answer = world.admin.create_consumer_group(
        CreateConsumerGroupDetails(queue_id=queue_id, display_name=name, **details)
    )
    resources = world.finished(answer).resources
    return next(each.identifier for each in resources if each.action_type == "CREATED")


def admin(world, queue):
    """Returns the id of a group that gets messages whose property `kind` is `order`."""
    with check("CreateConsumerGroup", "with a filter"):
        orders = create(world, queue.id, "orders", filter=':kind = "order"', is_enabled=True)
    with check("GetConsumerGroup", "fields, dates and etag"):
        answer = world.admin.get_consumer_group(orders)
        group = answer.data
        expect((group.display_name, group.queue_id, group.lifecycle_state), ("orders", queue.id, "ACTIVE"))
        expect((group.filter, group.dead_letter_queue_delivery_count), (':kind = "order"', None))
        assert answer.headers["etag"] and group.time_created.tzinfo
    with check("ListConsumerGroups", "of a queue, with the primary group"):
        groups = world.admin.list_consumer_groups(queue_id=queue.id, sort_by="displayName").data.items
        expect([each.display_name for each in groups], ["Primary Consumer Group", "orders"])
        expect(
            [each.id for each in world.admin.list_consumer_groups(queue_id=queue.id, display_name="orders").data.items],
            [orders],
        )
    with check("ListConsumerGroups", "in pages"):
        first = world.admin.list_consumer_groups(queue_id=queue.id, limit=1)
        second = world.admin.list_consumer_groups(queue_id=queue.id, limit=1, page=first.next_page)
        expect((len(first.data.items), len(second.data.items), second.next_page), (1, 1, None))
    etag = world.admin.get_consumer_group(orders).headers["etag"]
    with check("UpdateConsumerGroup", "deliveries of its own"):
        world.finished(
            world.admin.update_consumer_group(orders, UpdateConsumerGroupDetails(dead_letter_queue_delivery_count=3))
        )
        expect(world.admin.get_consumer_group(orders).data.dead_letter_queue_delivery_count, 3)
    refusals(world, queue, orders, etag)
    return orders


def refusals(world, queue, orders, etag):
    with refused("UpdateConsumerGroup", 412, "NoEtagMatch", "an etag of before"):
        world.admin.update_consumer_group(orders, UpdateConsumerGroupDetails(display_name="x"), if_match=etag)
    with refused("CreateConsumerGroup", 400, "InvalidParameter", "a filter that cannot be read"):
        create(world, queue.id, "x", filter=":kind LIKE 'o%'")
    with refused("CreateConsumerGroup", 400, "InvalidParameter", "a name of 256 characters"):
        create(world, queue.id, "n" * 256)
    with refused("CreateConsumerGroup", 400, "RelatedResourceNotAuthorizedOrNotFound", "an unknown queue"):
        create(world, UNKNOWN_QUEUE, "x")
    with refused("CreateConsumerGroup", 400, "LimitExceeded", "the 11th group, the primary one counted", mentions="10"):
        for number in range(10):
            create(world, queue.id, f"one of many {number}")
    many = world.admin.list_consumer_groups(queue_id=queue.id).data.items
    for group in [each for each in many if each.display_name.startswith("one of many")]:
        world.admin.delete_consumer_group(group.id)
    for operation, act in {
        "GetConsumerGroup": lambda: world.admin.get_consumer_group(UNKNOWN_GROUP),
        "UpdateConsumerGroup": lambda: world.admin.update_consumer_group(
            UNKNOWN_GROUP, UpdateConsumerGroupDetails(display_name="x")
        ),
        "DeleteConsumerGroup": lambda: world.admin.delete_consumer_group(UNKNOWN_GROUP),
        "GetMessages": lambda: queue.get(consumer_group_id=UNKNOWN_GROUP),
    }.items():
        with refused(operation, 404, "NotAuthorizedOrNotFound", "an unknown consumer group"):
            act()


def fan_out(world, queue, orders):
    def contents(**request):
        return [message.content for message in queue.get(channel_filter="main", **request)]

    with check("PutMessages", "one copy for each group whose filter matches"):
        queue.put("order 1", channel="main", properties={"kind": "order"})
        queue.put("invoice 1", channel="main", properties={"kind": "invoice"})
        expect(contents(consumer_group_id=orders, visibility_in_seconds=600), ["order 1"])
        expect(sorted(contents(visibility_in_seconds=600)), ["invoice 1", "order 1"])
    with check("GetStats", "each group by itself"):
        stats = queue.stats(consumer_group_id=orders)
        expect((stats.queue.in_flight_messages, stats.consumer_group_id), (1, orders))
        expect(queue.stats().queue.in_flight_messages, 2)
    with check("ListChannels", "of a group"):
        expect(queue.channels(consumer_group_id=orders).data.items, ["main"])
    with check("UpdateMessage", "in its group only"):
        queue.put("order 2", channel="main", properties={"kind": "order"})
        [message] = queue.get(channel_filter="main", consumer_group_id=orders)
        visible = UpdateMessageDetails(visibility_in_seconds=0)
        world.data.update_message(queue.id, message.receipt, visible, consumer_group_id=orders)
        [again] = queue.get(channel_filter="main", consumer_group_id=orders)
        expect((again.id, again.delivery_count, contents()), (message.id, 2, ["order 2"]))
    with refused("DeleteMessage", 400, "InvalidParameter", "the receipt of another group"):
        world.data.delete_message(queue.id, again.receipt)
    with check("DeleteMessage", "the other group keeps its copy"):
        before = queue.stats().queue.in_flight_messages
        world.data.delete_message(queue.id, again.receipt, consumer_group_id=orders)
        expect(
            (queue.stats(consumer_group_id=orders).queue.in_flight_messages, queue.stats().queue.in_flight_messages),
            (1, before),
        )


def delete(world, queue, orders):
    with check("DeleteConsumerGroup", "the group takes no more calls, and reads as DELETED"):
        work_request = world.finished(world.admin.delete_consumer_group(orders))
        expect(work_request.operation_type, "DELETE_CONSUMER_GROUP")
        expect(world.admin.get_consumer_group(orders).data.lifecycle_state, "DELETED")
    with refused("GetMessages", 404, "NotAuthorizedOrNotFound", "a deleted consumer group"):
        queue.get(consumer_group_id=orders)
    [primary] = world.admin.list_consumer_groups(queue_id=queue.id, lifecycle_state="ACTIVE").data.items
    with refused("DeleteConsumerGroup", 409, "Conflict", "the primary group"):
        world.admin.delete_consumer_group(primary.id)
