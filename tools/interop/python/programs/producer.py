"""Puts a message into the queue of conf.ini every now and then, and says so."""

import os
import time

from oci.queue.models import PutMessagesDetails, PutMessagesDetailsEntry

import settings


def main():
    options = settings.parser(__doc__)
    options.add_argument("--count", type=int, default=10)
    options.add_argument("--every-seconds", type=float, default=1)
    args = options.parse_args()
    queue = settings.read(args.conf)
    client = queue.client()
    for number in range(1, args.count + 1):
        content = f"message {number} of producer {os.getpid()}"
        details = PutMessagesDetails(messages=[PutMessagesDetailsEntry(content=content)])
        [message] = client.put_messages(queue.queue_id, details).data.messages
        print(f"produced {message.id}: {content}", flush=True)
        time.sleep(args.every_seconds)


if __name__ == "__main__":
    main()
