export default {
  live: 'Live',
  liveHint: 'Connected: what is shown is so now.',
  connecting: 'Connecting…',
  lost: 'Connection lost',
  trying: 'Trying again…',
  lostHint: 'What is shown was so at {time}. Trying again in {wait}; press to try now.',
};
