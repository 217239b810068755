import access from './access.ts';
import account from './account.ts';
import actions from './actions.ts';
import apiTokens from './apiTokens.ts';
import app from './app.ts';
import audit from './audit.ts';
import codeBox from './codeBox.ts';
import confirm from './confirm.ts';
import console from './console.ts';
import containers from './containers.ts';
import dock from './dock.ts';
import events from './events.ts';
import hostFilter from './hostFilter.ts';
import hosts from './hosts.ts';
import inspect from './inspect.ts';
import joinTokens from './joinTokens.ts';
import live from './live.ts';
import logs from './logs.ts';
import navigation from './navigation.ts';
import notices from './notices.ts';
import operations from './operations.ts';
import overview from './overview.ts';
import password from './password.ts';
import problems from './problems.ts';
import query from './query.ts';
import settings from './settings.ts';
import setup from './setup.ts';
import shortcuts from './shortcuts.ts';
import signIn from './signIn.ts';
import states from './states.ts';
import stats from './stats.ts';
import table from './table.ts';
import views from './views.ts';
import type en from '../en/index.ts';
import type { Translation } from '../translation.ts';

export default {
  access,
  account,
  actions,
  apiTokens,
  app,
  audit,
  codeBox,
  confirm,
  console,
  containers,
  dock,
  events,
  hostFilter,
  hosts,
  inspect,
  joinTokens,
  live,
  logs,
  navigation,
  notices,
  operations,
  overview,
  password,
  problems,
  query,
  settings,
  setup,
  shortcuts,
  signIn,
  states,
  stats,
  table,
  views,
} satisfies Translation<typeof en>;
