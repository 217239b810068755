import { type ServerResponse } from 'node:http';

import { answerJson, type Route } from './route.ts';

/** A healthy engine without anything in it. @param listeners gets every response that waits for events */
export function defaultRoutes(listeners: Set<ServerResponse>): Route[] {
  const fixed = (path: RegExp, value: unknown): Route => ({ method: 'GET', path, answer: ({ response }) => answerJson(response, value) });
  const ping: Route['answer'] = ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'api-version': '1.41', ostype: 'linux' }).end('OK');
  };
  return [
    { method: 'GET', path: /^\/_ping$/, answer: ping },
    { method: 'HEAD', path: /^\/_ping$/, answer: ping },
    fixed(/^\/version$/, VERSION),
    fixed(/^\/info$/, INFO),
    fixed(/^\/containers\/json$/, []),
    fixed(/^\/images\/json$/, []),
    fixed(/^\/networks$/, []),
    fixed(/^\/volumes$/, { Volumes: [], Warnings: null }),
    {
      method: 'GET',
      path: /^\/events$/,
      answer({ response }) {
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
        listeners.add(response);
        response.on('close', () => listeners.delete(response));
      },
    },
  ];
}

const VERSION = {
  Version: '20.10.24',
  ApiVersion: '1.41',
  MinAPIVersion: '1.12',
  GitCommit: '5d6db84',
  GoVersion: 'go1.19.8',
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: '6.1.0',
};

const INFO = {
  ID: 'SCRI:PTED:ENGI:NE00',
  Name: 'scripted',
  ServerVersion: '20.10.24',
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  OSType: 'linux',
  OSVersion: '12',
  Architecture: 'x86_64',
  KernelVersion: '6.1.0',
  NCPU: 2,
  MemTotal: 8_589_934_592,
  Containers: 0,
  ContainersRunning: 0,
  ContainersPaused: 0,
  ContainersStopped: 0,
  Images: 0,
  Driver: 'overlay2',
  DriverStatus: [],
  DockerRootDir: '/var/lib/docker',
  CgroupDriver: 'cgroupfs',
  CgroupVersion: '1',
  LoggingDriver: 'json-file',
  Labels: [],
  SecurityOptions: ['name=seccomp,profile=default'],
  Swarm: { NodeID: '', LocalNodeState: 'inactive' },
  LiveRestoreEnabled: false,
  Warnings: null,
};
