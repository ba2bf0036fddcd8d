export const HELP = `Tells what each strategy makes of a delay: whether it fits a queue, what it costs, how late it may be.

usage: npm run plan -- (--in DELAY | --at INSTANT) [options]

  --in DELAY             the delay, such as 5d, 3d4h, 90s
  --at INSTANT           or the due time, RFC 3339 with an offset, such as 2026-11-25T04:22:00Z
  --now INSTANT          what the delay counts from (default: now)

The queue:
  --retention DELAY      how long it keeps messages, 10s to 7d (default 7d)
  --max-deliveries N     deadLetterQueueDeliveryCount, 0 to 20; 0 is none (default 0)

The message:
  --size BYTES           size with its stamp (default 300)
  --batch-fill N         messages that share a due instant, 1 to 20 (default 20)
  --backlog N            messages that are due with it or before it and not handled yet (default 0)

The consumers:
  --pollers N            polls open at once (default 1)
  --attempts N           deliveries kept for the handler (default 3)
  --handling DELAY       time kept after the due time (default 30s)

The lanes and the relays:
  --late                 lateness of up to the width of a lane is accepted
  --lane-width DELAY     whole minutes that divide a day (default 1h)
  --waits NAME           how a relay waits: hold, keeper or lane (default hold; with auto: lane)

The answer:
  --strategy NAME        hold, keeper, lane, controller, relay, or auto: the cheapest; may be repeated (default: each but auto)
  --rate PRICE           price of a million calls (default 0.40, a third party's figure for OCI; look yours up)
  --json                 an array of one object for each strategy
  --help                 this text

"price" is that of one message in full batches. Polls that find nothing are apart, in "idleCalls".
Exit codes: 0 answered, 2 bad input.
`;
