#!/bin/sh
# As process 1, httpd itself would ignore the SIGTERM of `docker stop`.
httpd -f -v -p 80 -h /www &
trap 'kill $!; exit 0' TERM INT
echo 'listening on port 80'
wait
