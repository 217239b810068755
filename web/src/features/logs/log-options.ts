import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { PHONE } from '../../lib/media.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { rangeNames, type RangeName } from './log-range.ts';

const storedRange = (): RangeName => rangeNames.find((name) => name === readStored('log-range')) ?? 'tail-1000';

/** How this person likes logs shown. */
export const useLogOptions = defineStore('log-options', () => {
  const times = ref(readStored('log-times') !== 'no');
  // A phone is narrower than any line.
  const wrap = ref((readStored('log-wrap') ?? (matchMedia(PHONE).matches ? 'yes' : 'no')) === 'yes');
  const structured = ref(readStored('log-structured') !== 'no');
  const range = ref(storedRange());
  watch(times, (on) => writeStored('log-times', on ? null : 'no'));
  watch(wrap, (on) => writeStored('log-wrap', on ? 'yes' : 'no'));
  watch(structured, (on) => writeStored('log-structured', on ? null : 'no'));
  watch(range, (name) => writeStored('log-range', name));
  return { times, wrap, structured, range };
});
