export default {
  usernameMissing: 'Enter a username',
  usernameForm: "Use letters, digits and . _ {'@'} -, with a letter or digit at both ends",
};
