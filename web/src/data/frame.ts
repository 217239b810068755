/** A tab that nobody sees gets no animation frames: once in so many milliseconds it is kept up to date all the same. */
const HIDDEN_MS = 1000;

/** Runs it once with the next picture that the browser draws. Returns a function that takes it back. */
function nextFrame(run: () => void): () => void {
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = (): void => {
    stop();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
  return stop;
}

/** Gathers calls: however often `ask` is called, `run` is called once per frame. */
export class FrameTask {
  #stop: (() => void) | undefined;

  constructor(private readonly run: () => void) {}

  ask(): void {
    this.#stop ??= nextFrame(() => {
      this.#stop = undefined;
      this.run();
    });
  }

  /** What was asked for and has not run does not run any more. */
  cancel(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
