import { containerStates, healthStates, type ContainerRow, type ContainerState, type PortRow } from '@longshore/contract/containers';
import type { InspectDocument } from '../engine/documents.ts';
import { EngineNonsenseError } from '../engine/errors.ts';
import { secondsOf } from '../engine/times.ts';

/** States in which the last run is over, so that its exit code means something. */
const ended: readonly ContainerState[] = ['exited', 'dead', 'restarting'];
/** States in which the engine probes its health, or just did. */
const alive: readonly ContainerState[] = ['running', 'paused'];

/** The row of a container, from what the engine tells of it. The one place where rows are made. */
export function rowOf(document: InspectDocument): ContainerRow {
  const state = stateOf(document);
  const health = healthStates.find((one) => one === document.State.Health?.Status);
  const started = secondsOf(document.State.StartedAt);
  const finished = secondsOf(document.State.FinishedAt);
  return {
    id: document.Id,
    name: document.Name.replace(/^\//, ''),
    image: document.Config.Image,
    imageId: document.Image,
    command: [document.Path, ...document.Args].join(' '),
    created: Math.floor(secondsOf(document.Created) ?? 0),
    state,
    ...(health !== undefined && alive.includes(state) ? { health } : {}),
    ...(finished !== undefined && ended.includes(state) ? { exitCode: document.State.ExitCode } : {}),
    ...(document.State.OOMKilled ? { oomKilled: true } : {}),
    restarts: document.RestartCount,
    ...(started === undefined ? {} : { started }),
    ...(finished === undefined ? {} : { finished }),
    ports: portsOf(document.NetworkSettings.Ports ?? {}),
    networks: Object.keys(document.NetworkSettings.Networks ?? {}).sort(),
    labels: document.Config.Labels,
    tty: document.Config.Tty,
    ...(document.HostConfig.AutoRemove ? { autoRemove: true } : {}),
  };
}

function stateOf(document: InspectDocument): ContainerState {
  const state = containerStates.find((one) => one === document.State.Status);
  if (state === undefined) throw new EngineNonsenseError(`the unknown state "${document.State.Status}" of a container`);
  return state;
}

type Ports = Record<string, { HostIp: string; HostPort: string }[] | null>;

/** `80/tcp` → its bindings, in the order of port numbers. */
function portsOf(ports: Ports): PortRow[] {
  const rows = Object.entries(ports).flatMap(([name, bindings]): PortRow[] => {
    const [number = '', protocol = 'tcp'] = name.split('/');
    const exposed = { container: Number(number), protocol };
    if (bindings === null || bindings.length === 0) return [exposed];
    return bindings.map(({ HostIp, HostPort }) => ({ ...exposed, host: Number(HostPort), ip: HostIp }));
  });
  return rows.sort((a, b) => a.container - b.container || (a.host ?? 0) - (b.host ?? 0) || (a.protocol < b.protocol ? -1 : 1));
}
