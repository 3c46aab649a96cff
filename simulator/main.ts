import { startSimulator } from './server.ts';
import { readSettings } from './settings.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const stopWithinMs = 4500;

try {
  const simulator = await startSimulator(readSettings(process.env));
  say(`Asaas simulator listens on ${simulator.url} (sandbox /v3, production /production/v3, page /)`);

  const stop = () => {
    // Something may hang on a receiver that never answers: the promise to be gone in 5 s comes first.
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`Asaas simulator cannot start: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
