// Drains with pg-boss until the input is closed: URI.
import { PgBoss } from 'pg-boss'

const [uri] = process.argv.slice(2)
const boss = new PgBoss({ connectionString: uri, schedule: false, useListenNotify: true, max: 10 })
boss.on('error', error => console.error(error))
await boss.start()
await boss.createQueue('noop', { notify: true })
await boss.work(
  'noop',
  { batchSize: 1000, localConcurrency: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
  async () => {})
console.log('ready')
process.stdin.on('end', async () => {
  await boss.stop({ graceful: false })
  process.exit(0)
})
process.stdin.resume()
