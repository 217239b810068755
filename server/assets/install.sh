#!/bin/sh
# Installs the agent of Longshore as a systemd service. Run as root:
#   sh install.sh --server URL --token TOKEN --sha256 CHECKSUM [--name NAME]
# Running it again updates the agent; --token may then be left out.
# To uninstall: systemctl disable --now longshore-agent; rm -r /opt/longshore-agent /etc/longshore-agent.env /var/lib/longshore-agent \
#   /etc/systemd/system/longshore-agent.service
set -eu

PROGRAM=/opt/longshore-agent/longshore-agent.mjs
SETTINGS=/etc/longshore-agent.env
UNIT=/etc/systemd/system/longshore-agent.service
DATA=/var/lib/longshore-agent

fail() {
  echo "longshore-agent: $*" >&2
  exit 1
}

server='' token='' sha256='' name=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --server) server=$2 ;;
    --token) token=$2 ;;
    --sha256) sha256=$2 ;;
    --name) name=$2 ;;
    *) fail "unknown option $1" ;;
  esac
  shift 2
done

# What goes into the settings file, a line each, must be one line and no more.
for value in "$server" "$token" "$name"; do
  case $value in
    *[![:print:]]* | *\"* | *\\*) fail 'a value holds characters that it must not' ;;
  esac
done

[ -n "$server" ] || fail '--server is missing'
[ -n "$sha256" ] || fail '--sha256 is missing'
[ "$(id -u)" = 0 ] || fail 'must be run as root (sudo)'
[ -d /run/systemd/system ] || fail 'this machine does not run systemd; use the container or the plain node command'
node=$(command -v node) || fail 'Node is missing: install Node 20.19 or newer, or use the container command'
"$node" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
  fail "Node $("$node" --version) is too old: 20.19 or newer is needed"

fetched=$(mktemp)
trap 'rm -f "$fetched"' EXIT
if command -v curl >/dev/null; then
  curl -fsSL "$server/agent/longshore-agent.mjs" -o "$fetched" || fail "cannot fetch the agent from $server"
else
  wget -qO "$fetched" "$server/agent/longshore-agent.mjs" || fail "cannot fetch the agent from $server"
fi
echo "$sha256  $fetched" | sha256sum -c --status || fail 'the agent file has another checksum than expected; nothing was installed'

mkdir -p "$(dirname "$PROGRAM")" "$DATA"
chmod 700 "$DATA"
cp "$fetched" "$PROGRAM.new"
chmod 644 "$PROGRAM.new"
mv "$PROGRAM.new" "$PROGRAM"

# Readable by root alone: it holds the join token, which is worth nothing once it has been used.
(
  umask 077
  {
    echo "LONGSHORE_SERVER=\"$server\""
    echo "LONGSHORE_AGENT_DATA=\"$DATA\""
    [ -z "$token" ] || echo "LONGSHORE_JOIN_TOKEN=\"$token\""
    [ -z "$name" ] || echo "LONGSHORE_HOST_NAME=\"$name\""
  } >"$SETTINGS"
)

cat >"$UNIT" <<UNIT
[Unit]
Description=Longshore agent
Documentation=$server
After=network-online.target docker.service
Wants=network-online.target

[Service]
EnvironmentFile=$SETTINGS
ExecStart=$node $PROGRAM
Restart=always
RestartSec=5
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=$DATA
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --quiet longshore-agent
systemctl restart longshore-agent
echo "The agent runs; \"journalctl -u longshore-agent\" shows its log."
