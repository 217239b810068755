export default {
  menu: 'Account of {name}',
  signOut: 'Sign out',
};
