"""UpdateMessage, UpdateMessages, DeleteMessage, DeleteMessages."""

from datetime import timedelta

from report import check, expect, refused
from .common import NO_RECEIPT, UNKNOWN_QUEUE

SECOND = timedelta(seconds=1)


def run(world):
    with world.new_queue() as queue:
        update(world, queue)
        delete(queue)
        stale = stale_receipt(world, queue)
        for operation, act in {
            "UpdateMessage": lambda receipt, on: on.update(receipt, 10),
            "DeleteMessage": lambda receipt, on: on.delete(receipt),
        }.items():
            with refused(operation, 409, "Conflict", "the receipt of an earlier delivery"):
                act(stale, queue)
            with refused(operation, 400, "InvalidParameter", "what is no receipt"):
                act(NO_RECEIPT, queue)
            with refused(operation, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
                act(stale, type(queue)(world, UNKNOWN_QUEUE))
        batches(world, queue, stale)


def stale_receipt(world, queue):
    queue.put("stale")
    receipt = queue.get_one(visibility_in_seconds=1).receipt
    world.clock.advance(1)
    queue.get_one()
    return receipt


def update(world, queue):
    op = "UpdateMessage"
    with check(op, "hides from now on, up to 12 h, and keeps the receipt"):
        queue.put("later")
        message = queue.get_one(visibility_in_seconds=2)
        for seconds in (43_200, 1):
            updated = queue.update(message.receipt, seconds)
            expect(updated.id, message.id)
            assert abs(updated.visible_after - world.clock.now() - seconds * SECOND) < 2 * SECOND
        expect(queue.get(), [])
    with check(op, "to 0 makes visible at once, and does not count"):
        queue.update(message.receipt, 0)
        again = queue.get_one()
        expect((again.id, again.delivery_count), (message.id, 2))
    for seconds in (-1, 43_201):
        with refused(op, 400, "InvalidParameter", f"a visibility of {seconds} s", mentions=str(seconds)):
            queue.update(again.receipt, seconds)
    queue.delete(again.receipt)


def delete(queue):
    op = "DeleteMessage"
    with check(op, "takes the message away, without a body"):
        queue.put("x")
        answer = queue.delete(queue.get_one(visibility_in_seconds=0).receipt)
        expect((answer.status, answer.data, queue.get()), (204, None, []))
    with refused(op, 409, "Conflict", "a second time"):
        queue.put("x")
        receipt = queue.get_one().receipt
        queue.delete(receipt)
        queue.delete(receipt)


def batches(world, queue, stale):
    unknown = type(queue)(world, UNKNOWN_QUEUE)
    with check("UpdateMessages", "each entry has a result of its own, in order"):
        queue.put("a", "b")
        messages = queue.get(visibility_in_seconds=5)
        [a, b] = [message.receipt for message in messages]
        result = queue.update_all([(a, 100), (stale, 100), (NO_RECEIPT, 100), (b, 200)])
        expect((result.client_failures, result.server_failures), (2, 0))
        expect([entry.error_code for entry in result.entries], [None, 409, 400, None])
        expect([entry.id for entry in result.entries], [messages[0].id, None, None, messages[1].id])
        left = [entry.visible_after - world.clock.now() for entry in result.entries if entry.visible_after]
        assert 98 * SECOND < left[0] < 102 * SECOND and 198 * SECOND < left[1] < 202 * SECOND, left
        assert result.entries[1].error_message
    with check("DeleteMessages", "each entry has a result of its own, in order"):
        result = queue.delete_all([a, stale, NO_RECEIPT, b])
        expect((result.client_failures, result.server_failures), (2, 0))
        expect([entry.error_code for entry in result.entries], [None, 409, 400, None])
        assert [bool(entry.error_message) for entry in result.entries] == [False, True, True, False]
    for operation, act in {
        "UpdateMessages": lambda receipts, on: on.update_all([(receipt, 1) for receipt in receipts]),
        "DeleteMessages": lambda receipts, on: on.delete_all(receipts),
    }.items():
        with check(operation, "20 entries"):
            queue.put(*(["x"] * 20))
            receipts = [message.receipt for message in queue.get(limit=20)]
            expect(len(act(receipts, queue).entries), 20)
            queue.delete_all(receipts)
        with refused(operation, 400, "InvalidParameter", "an empty batch"):
            act([], queue)
        with refused(operation, 400, "InvalidParameter", "21 entries", mentions="21"):
            act([NO_RECEIPT] * 21, queue)
        with refused(operation, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
            act([stale], unknown)
    with refused("UpdateMessages", 400, "InvalidParameter", "a visibility above 12 h"):
        queue.update_all([(stale, 43_201)])
