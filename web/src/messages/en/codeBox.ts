export default {
  copy: 'Copy',
  selected: 'Selected. Press Ctrl+C or ⌘C to copy it.',
};
