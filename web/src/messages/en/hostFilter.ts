export default {
  title: 'Which hosts',
  show: 'Hosts shown: {chosen}',
  all: 'All hosts',
  several: '{count} hosts and tags',
  clear: 'Show all hosts',
  search: 'Find a host or tag',
  tags: 'Tags',
  hosts: 'Hosts',
  none: 'No host has this name',
  more: 'and {count} more: type to find them',
};
