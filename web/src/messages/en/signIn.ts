export default {
  title: 'Sign in',
  username: 'Username',
  signIn: 'Sign in',
  usernameMissing: 'Enter your username',
  passwordMissing: 'Enter your password',
  wrong: 'The username or the password is wrong.',
  throttled: 'Too many failed tries. Try again in {count} second. | Too many failed tries. Try again in {count} seconds.',
  ended: 'Your session has ended. Sign in to go on where you were.',
  unreachableHint: 'It may be starting, or the network may be down. Nothing is lost: containers run on without it.',
  forbidden: 'This page is not for you',
  forbiddenHint: 'Your roles do not include it. An administrator can change that under Access.',
};
