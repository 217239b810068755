/** What to do about the engine's own words, for those that people meet often. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/port is already allocated|address already in use/i, 'Something else on this host uses that port: stop it, or publish another port.'],
  [/is already in use by container/i, 'Choose another name, or rename or remove the container that has it.'],
  [/cannot remove a running container|container is running: stop/i, 'Stop it first, or remove it with force.'],
  [/removal of container .* is already in progress/i, 'Wait: it is being removed.'],
  [/is paused/i, 'Unpause it first.'],
  [/is not running/i, 'It is stopped: start it first.'],
  [/no such container/i, 'It has been removed meanwhile.'],
  [/no space left on device/i, 'The disk of the host is full: remove what is not needed.'],
  [/executable file not found|no such file or directory: unknown/i, 'The image does not hold that program: check the command.'],
  [
    /does not support reading/i,
    'The log of this container goes to a logging driver that cannot be read back: look where that driver sends it.',
  ],
  [/client version .* is too (?:new|old)/i, 'The agent and the engine do not share an API version: upgrade the older of them.'],
];

export function hintFor(message: string, status: number): string | undefined {
  const known = hints.find(([words]) => words.test(message));
  if (known !== undefined) return known[1];
  return status >= 500 ? 'Look at the log of the engine on this host, for example with `journalctl -u docker`.' : undefined;
}
