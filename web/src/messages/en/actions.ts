export default {
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  reload: 'Reload',
  copy: 'Copy {what}',
  copied: 'Copied',
  notCopied: 'The browser did not allow copying',
  loading: 'Loading',
};
