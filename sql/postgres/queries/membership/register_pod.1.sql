-- Writes the row of a new incarnation over that of an old one; repeated for the same incarnation, it changes what
-- the pod says of itself, never its birth or its state.
-- :task_types and :plugins are JSON arrays. The row count is 1. Relies on the primary key.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
insert into pod_health as pod (
  pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name, task_types, plugins)
select
  :pod_id,
  :incarnation,
  'active',
  clock.now_ms,
  clock.now_ms,
  :capacity_max,
  :version,
  :host_name,
  :task_types,
  :plugins
from clock
on conflict (pod_id) do update set
  incarnation = excluded.incarnation,
  state = case when pod.incarnation = excluded.incarnation then pod.state else excluded.state end,
  birth_ts = case when pod.incarnation = excluded.incarnation then pod.birth_ts else excluded.birth_ts end,
  beat = case when pod.incarnation = excluded.incarnation then pod.beat else 0 end,
  beat_ts = excluded.beat_ts,
  attention = case when pod.incarnation = excluded.incarnation then pod.attention else 0 end,
  capacity_max = excluded.capacity_max,
  running = case when pod.incarnation = excluded.incarnation then pod.running else 0 end,
  version = excluded.version,
  host_name = excluded.host_name,
  left_ts = case when pod.incarnation = excluded.incarnation then pod.left_ts else null end,
  task_types = excluded.task_types,
  plugins = excluded.plugins
