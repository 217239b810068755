export default {
  title: 'Welcome',
  text: 'Make the first account. It may do everything; you can add others later.',
  create: 'Create account',
  noLink: 'Open the set-up link that the server printed when it started, or paste it here.',
  wrongLink: 'This is not the set-up link of this server. Paste the one it printed when it last started.',
  link: 'Set-up link',
  linkHint: 'It is in the terminal where the server runs, or in its log.',
  linkForm: 'Paste the whole link, from http to its end',
  done: 'Longshore is set up',
  doneText: 'The set-up link works once, and it was used. Sign in with the account that was made.',
};
