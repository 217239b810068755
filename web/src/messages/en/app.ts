export default {
  name: 'Longshore',
  documentTitle: '{page} · Longshore',
  skipToContent: 'Skip to content',
  newVersion: 'Longshore was updated',
  newVersionHint: 'This tab is older than the server. Reload it to go on.',
};
