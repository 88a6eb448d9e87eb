-- Writes the row of a new incarnation over that of an old one; repeated for the same incarnation, it changes what
-- the pod says of itself, never its birth or its state.
-- :task_types and :plugins are JSON arrays. The row count is 1.
-- This statement and the next are no transaction: from here on the old incarnation can hold no claims, so what a pod
-- that ends in between leaves behind is found by recovery like any other orphan.
merge into pod_health as pod
using (
  select
    cast(:pod_id as varchar) as pod_id,
    cast(:incarnation as varchar) as incarnation,
    cast(:capacity_max as bigint) as capacity_max,
    cast(:version as varchar) as version,
    cast(:host_name as varchar) as host_name,
    cast(:task_types as varchar) as task_types,
    cast(:plugins as varchar) as plugins,
    date_part(epoch_millisecond, sysdate()) as now_ms
) as fresh
on pod.pod_id = fresh.pod_id
when matched then update set
  incarnation = fresh.incarnation,
  state = iff(pod.incarnation = fresh.incarnation, pod.state, 'active'),
  birth_ts = iff(pod.incarnation = fresh.incarnation, pod.birth_ts, fresh.now_ms),
  beat = iff(pod.incarnation = fresh.incarnation, pod.beat, 0),
  beat_ts = fresh.now_ms,
  attention = iff(pod.incarnation = fresh.incarnation, pod.attention, 0),
  capacity_max = fresh.capacity_max,
  running = iff(pod.incarnation = fresh.incarnation, pod.running, 0),
  version = fresh.version,
  host_name = fresh.host_name,
  left_ts = iff(pod.incarnation = fresh.incarnation, pod.left_ts, null),
  task_types = fresh.task_types,
  plugins = fresh.plugins
when not matched then insert (
  pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name, task_types, plugins)
values (
  fresh.pod_id,
  fresh.incarnation,
  'active',
  fresh.now_ms,
  fresh.now_ms,
  fresh.capacity_max,
  fresh.version,
  fresh.host_name,
  fresh.task_types,
  fresh.plugins)
