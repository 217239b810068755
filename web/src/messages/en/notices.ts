export default {
  region: 'Notices',
  focus: 'Go to the notices',
  dismiss: 'Dismiss',
  repeated: '{count} times',
};
