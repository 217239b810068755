#!/bin/sh
# Prints COUNT lines (0: without end) "out N xxx…" to stdout, and every STDERR-th (0: none) as "err N xxx…" to stderr.
# N counts from 1 over both. Every line is SIZE bytes long, its line feed included, or as long as its number needs.
# RATE lines a second, in ten bursts; 0: as fast as it is read. KEEP=1: stays when it is done.
# Into the engine's json-file log, on two busy cores: 90,000 lines of 64 bytes a second (6 MB/s), 60 MB/s in lines of 1 KiB,
# 110 MB/s in lines of 8 KiB: for a gigabyte take SIZE=8192.
trap 'kill $! 2>/dev/null; exit 0' TERM INT

# Prints the lines from $1 to $2 ($2 is 0: without end).
lines() {
  awk -v from="$1" -v to="$2" -v size="$SIZE" -v every="$STDERR" 'BEGIN {
    pad = "x"
    while (length(pad) < size) pad = pad pad
    for (n = from; to == 0 || n <= to; n++) {
      if (every > 0 && n % every == 0) { line = "err " n " "; print line substr(pad, 1, size - 1 - length(line)) | "cat >&2" }
      else { line = "out " n " "; print line substr(pad, 1, size - 1 - length(line)) }
    }
  }'
}

if [ "$RATE" -eq 0 ]; then
  lines 1 "$COUNT" &
  wait $!
else
  next=1
  burst=$(( (RATE + 9) / 10 ))
  while [ "$COUNT" -eq 0 ] || [ "$next" -le "$COUNT" ]; do
    last=$(( next + burst - 1 ))
    [ "$COUNT" -gt 0 ] && [ "$last" -gt "$COUNT" ] && last=$COUNT
    lines "$next" "$last"
    next=$(( last + 1 ))
    sleep 0.1 &
    wait $!
  done
fi

if [ "$KEEP" -eq 1 ]; then
  sleep 2147483647 &
  wait $!
fi
