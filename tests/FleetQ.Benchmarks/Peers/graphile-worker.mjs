// Drains with graphile-worker until the input is closed: URI, then "tuned" or "default".
import { Logger, run } from 'graphile-worker'

const [uri, mode] = process.argv.slice(2)
const tuned = {
  worker: { concurrentJobs: 24, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
}
const runner = await run({
  connectionString: uri,
  noHandleSignals: true,
  logger: new Logger(() => () => {}),
  taskList: { noop: async () => {} },
  preset: mode === 'tuned' ? tuned : undefined,
})
console.log('ready')
process.stdin.on('end', async () => {
  await runner.stop()
  process.exit(0)
})
process.stdin.resume()
