export default {
  tabs: 'Logs and consoles',
  name: 'Name of the tab',
  rename: 'Rename the tab',
  close: 'Close {name}',
  closeAll: 'Close all',
  popOut: 'Open in a window of its own',
  split: 'Two side by side',
  fold: 'Fold away',
  unfold: 'Unfold',
  maximize: 'Over the whole page',
  restore: 'Back below the page',
};
