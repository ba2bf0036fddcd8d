"""Takes messages from the queue of conf.ini, says so, and deletes each one when it has been handled."""

from oci.queue.models import DeleteMessagesDetails, DeleteMessagesDetailsEntry

import settings


def handle(message):
    print(f"consumed {message.id}: {message.content}", flush=True)


def delete(client, queue_id, messages):
    """What is not deleted becomes visible again: to this consumer or to another one."""
    entries = [DeleteMessagesDetailsEntry(receipt=message.receipt) for message in messages]
    result = client.delete_messages(queue_id, DeleteMessagesDetails(entries=entries)).data
    for message, entry in zip(messages, result.entries):
        if entry.error_code is not None:
            print(f"not deleted {message.id}: {entry.error_code} {entry.error_message}", flush=True)


def main():
    options = settings.parser(__doc__)
    options.add_argument(
        "--until-idle-seconds", type=int, help="end after a poll of that length found nothing; default: never"
    )
    args = options.parse_args()
    queue = settings.read(args.conf)
    client = queue.client()
    wait = 20 if args.until_idle_seconds is None else args.until_idle_seconds
    while True:
        messages = client.get_messages(
            queue.queue_id, limit=5, visibility_in_seconds=30, timeout_in_seconds=wait
        ).data.messages
        for message in messages:
            handle(message)
        if messages:
            delete(client, queue.queue_id, messages)
        elif args.until_idle_seconds is not None:
            return


if __name__ == "__main__":
    main()
