interface Server {
  /** Whether the error only says that the server is not there at the moment. */
  isAway: (error: unknown) => boolean;
  tellOfWaiting: (reason: string) => void;
  pause: () => Promise<void>;
}

/**
 * Does the first work of a process with a server, again and again until the server is there for all of it, without a limit: a
 * process that starts during a failover continues after it. The work must be repeatable. Throws at once what waiting cannot
 * cure, such as a wrong password.
 */
export async function untilReachable<Done>(
  firstWork: () => Promise<Done>,
  { isAway, tellOfWaiting, pause }: Server,
): Promise<Done> {
  for (;;) {
    try {
      return await firstWork();
    } catch (error) {
      if (!isAway(error)) throw error;
      tellOfWaiting((error as Error).message);
      await pause();
    }
  }
}
