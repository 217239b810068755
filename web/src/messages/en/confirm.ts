export default {
  lost: 'This will be lost:',
  lostMore: 'and {count} more',
  typeName: 'Type {name} to confirm',
};
