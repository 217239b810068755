import actions from './actions.ts';
import app from './app.ts';
import confirm from './confirm.ts';
import navigation from './navigation.ts';
import notices from './notices.ts';
import settings from './settings.ts';
import shortcuts from './shortcuts.ts';
import states from './states.ts';
import table from './table.ts';
import type en from '../en/index.ts';
import type { Translation } from '../translation.ts';

export default {
  actions,
  app,
  confirm,
  navigation,
  notices,
  settings,
  shortcuts,
  states,
  table,
} satisfies Translation<typeof en>;
