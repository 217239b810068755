export default {
  title: 'Keyboard shortcuts',
  hint: 'They rest while you type in a field or a terminal.',
  show: 'Show keyboard shortcuts',
  then: 'then',
  goTo: 'Go to',
  list: 'In a list',
  general: 'Everywhere',
};
