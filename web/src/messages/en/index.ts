import access from './access.ts';
import actions from './actions.ts';
import app from './app.ts';
import codeBox from './codeBox.ts';
import confirm from './confirm.ts';
import containers from './containers.ts';
import hostFilter from './hostFilter.ts';
import hosts from './hosts.ts';
import joinTokens from './joinTokens.ts';
import navigation from './navigation.ts';
import notices from './notices.ts';
import password from './password.ts';
import problems from './problems.ts';
import query from './query.ts';
import settings from './settings.ts';
import setup from './setup.ts';
import shortcuts from './shortcuts.ts';
import signIn from './signIn.ts';
import states from './states.ts';
import table from './table.ts';
import views from './views.ts';

export default {
  access,
  actions,
  app,
  codeBox,
  confirm,
  containers,
  hostFilter,
  hosts,
  joinTokens,
  navigation,
  notices,
  password,
  problems,
  query,
  settings,
  setup,
  shortcuts,
  signIn,
  states,
  table,
  views,
};
