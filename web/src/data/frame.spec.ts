import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FrameTask } from './frame.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs once per frame, however often it is asked', () => {
  const run = vi.fn();
  const task = new FrameTask(run);
  task.ask();
  task.ask();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersToNextFrame();
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledOnce();
  task.ask();
  vi.advanceTimersToNextFrame();
  expect(run).toHaveBeenCalledTimes(2);
});

it('runs in a tab that draws nothing', () => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  const run = vi.fn();
  new FrameTask(run).ask();
  vi.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

it('does not run when it was cancelled', () => {
  const run = vi.fn();
  const task = new FrameTask(run);
  task.ask();
  task.cancel();
  vi.advanceTimersByTime(5000);
  expect(run).not.toHaveBeenCalled();
  task.ask();
  vi.advanceTimersToNextFrame();
  expect(run).toHaveBeenCalledOnce();
});
