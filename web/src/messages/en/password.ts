export default {
  password: 'Password',
  show: 'Show the password',
  hide: 'Hide the password',
  rule: 'At least 10 characters. A few words you remember are better than a short riddle.',
  more: '{count} more character needed | {count} more characters needed',
  enough: 'Long enough',
  tooShort: 'Use at least 10 characters',
  tooLong: 'Use at most 256 characters',
};
