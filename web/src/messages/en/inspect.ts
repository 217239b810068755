export default {
  title: 'What the engine knows',
  search: 'Find a key or value',
  fold: 'Fold all',
  unfold: 'Unfold all',
  raw: 'Raw JSON',
  copyAll: 'Copy all of it as JSON',
  copyPath: 'Copy the path',
  copyValue: 'Copy the value',
  entries: '{count} entry | {count} entries',
  notFound: 'Nothing in it is called or holds “{text}”',
};
