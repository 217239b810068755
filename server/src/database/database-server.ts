/** The PostgreSQL that holds our data, wherever it runs. */
export interface DatabaseServer {
  /** Connection URL, with the password. Not for logs. */
  readonly url: string;
  /** Calls back once if it ends without having been asked to. One that is not ours never tells. */
  onCrash(listener: (reason: string) => void): void;
  /** Stops it when it is ours; our connections must be closed by then. */
  stop(): Promise<void>;
}
