import { Binding, Scope } from '@longshore/contract/access';
import { ConsoleMessage } from '@longshore/contract/consoles';
import { ContainerInspect, ContainerRow, ContainerTop, ContainerTruth, FleetContainer, PortRow } from '@longshore/contract/containers';
import { ErrorBody, FieldError, Problem } from '@longshore/contract/errors';
import { FleetEvent } from '@longshore/contract/events';
import { AgentInfo, EngineInfo, EngineStatus, Host, JoinToken, NewJoinToken, Refusal } from '@longshore/contract/hosts';
import { ApiToken, AuditRecord, SavedView, Session, Team, User } from '@longshore/contract/identity';
import { LogNotice } from '@longshore/contract/logs';
import { Operation, OperationProgress, OperationTarget } from '@longshore/contract/operations';
import { Overview } from '@longshore/contract/overview';
import { ContainerStats } from '@longshore/contract/stats';

/** Schemas that the description names once and refers to everywhere. */
export const components = {
  AgentInfo,
  ApiToken,
  AuditRecord,
  Binding,
  ConsoleMessage,
  ContainerInspect,
  ContainerRow,
  ContainerStats,
  ContainerTop,
  ContainerTruth,
  EngineInfo,
  EngineStatus,
  ErrorBody,
  FieldError,
  FleetContainer,
  FleetEvent,
  Host,
  JoinToken,
  LogNotice,
  NewJoinToken,
  Operation,
  OperationProgress,
  OperationTarget,
  Overview,
  PortRow,
  Problem,
  Refusal,
  SavedView,
  Scope,
  Session,
  Team,
  User,
};
